package org.kohsuke.stapler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives a web method a parameter of the request. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@Documented
public @interface QueryParameter {
    /** The parameter's name if it is not that of the Java parameter. */
    String value() default "";

    /** Whether a request without it is refused. */
    boolean required() default false;

    /** Whether an empty value is given as null. */
    boolean fixEmpty() default false;
}
