package io.xapid.model.meta;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the definition of one class of the API. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface XenClass {
    /** As the wire spells it. */
    String name();

    /** When published, or prototyped where {@link #prototype} says so. */
    Release since();

    boolean prototype() default false;

    /** Further transitions. Empty or one release each, unless said otherwise. */
    Release[] prototyped() default {};

    Release[] changed() default {};

    Release[] extended() default {};

    Release[] deprecated() default {};

    Release[] removed() default {};

    String doc();

    /** The topic interfaces with the class's custom messages. */
    Class<?>[] messages() default {};

    Trait[] traits() default {};

    /** The weakest role that may find and read whole objects. */
    Role readers() default Role.READ_ONLY;

    /** Where {@code create} and {@code destroy} are implicit: the weakest role that may use them. */
    Role makers() default Role.POOL_OPERATOR;

    /** As {@link Message#marks}, for an implicit {@code create}. */
    String[] createMarks() default {};

    /** As {@link Message#marks}, for an implicit {@code destroy}. */
    String[] destroyMarks() default {};

    /** How a class differs from the usual one, which has rows, events and {@code get_all}. */
    enum Trait {
        /** Values only, or functions only: no rows. */
        NOT_STORED,
        /** Rows go when the pool starts anew. */
        TRANSIENT,
        NO_EVENTS,
        NO_GET_ALL,
        /** There is no {@code get_by_name_label}, although there is a name. */
        NO_GET_BY_LABEL,
        /** {@code create(record)} and {@code destroy} are implicit messages. */
        CONSTRUCTIBLE,
        /** Synchronous calls make no task. */
        NO_TASK,
        LOG_DESTROY,
        /** Not in the published description. */
        HIDDEN
    }
}
