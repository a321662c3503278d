package io.xapid.server.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a service, or one of its messages, that answers in microseconds and waits for nothing: the dispatcher calls it on
 * the caller's own thread instead of handing it to a worker.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NeverBlocks {}
