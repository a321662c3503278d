package io.xapid.model.meta;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a topic interface as a custom message of the class that lists the interface.
 *
 * <p>The method's signature, without the {@link Call}, is the wire signature. Its name in snake case is the wire name
 * unless {@link #name} says otherwise.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Message {
    String name() default "";

    Release since();

    /** {@link #since} is when it was prototyped; {@link #published}, where given, when it was published. */
    boolean prototype() default false;

    Release[] published() default {};

    Release[] changed() default {};

    Release[] extended() default {};

    Release[] deprecated() default {};

    Release[] removed() default {};

    Role role();

    boolean orClientCertificate() default false;

    String doc();

    Class<? extends Failure>[] fails() default {};

    Trait[] traits() default {};

    /** Operations entered in {@code current_operations} while it runs, such as {@code VM:start}. */
    String[] marks() default {};

    /** How a message differs from the usual one, which needs a session and has an asynchronous form. */
    enum Trait {
        /** There is no {@code Async} form. */
        SYNCHRONOUS,
        /** Of the class as a whole: its first parameter is no reference to an object of it. */
        OF_CLASS,
        /** Of one object, although its first parameter is no reference to it. */
        OF_INSTANCE,
        NO_SESSION,
        /** Not in the published description. */
        HIDDEN,
        /** Only with a session opened by a pool member. */
        POOL_INTERNAL,
        /** Served by any host in any state. */
        EMERGENCY,
        /** Served by any member without the coordinator. */
        LOCAL,
        SECRET_RESULT,
        /** Parameters or result are written by hand. */
        OWN_WIRE_FORM
    }
}
