package hudson;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jenkins.YesNoMaybe;
import net.java.sezpoz.Indexable;

/**
 * Registers a class, or what a public static field or method gives, as an implementation of the extension points it
 * implements. The SezPoz annotation processor collects the uses in {@code META-INF/annotations/hudson.Extension}.
 */
@Indexable
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Documented
public @interface Extension {
    /** Extensions with a higher number come first. */
    double ordinal() default 0;

    /** An extension that silently stays away when it cannot be loaded. */
    @Deprecated
    boolean optional() default false;

    /** Whether the plugin can be installed without a restart. */
    YesNoMaybe dynamicLoadable() default YesNoMaybe.MAYBE;
}
