package io.xapid.model.meta;

/**
 * A result declared as {@code T} whose wire form is its service's own, such as a batch of events encoded once for many
 * readers. The service and the codec agree on what implements it.
 */
@SuppressWarnings("UnusedTypeParameter") // it carries the declared type into the message's signature
public interface OwnForm<T> {}
