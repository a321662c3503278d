package io.xapid.model.meta;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a parameter's Java name and type do not say. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {
    /** The wire name, where it is not the Java name in snake case. */
    String value() default "";

    /**
     * Makes it optional: the value, as text, when a caller leaves it out. Sets and maps can only be empty ({@code ""}).
     */
    String[] orElse() default {};

    Release[] since() default {};

    boolean secret() default false;
}
