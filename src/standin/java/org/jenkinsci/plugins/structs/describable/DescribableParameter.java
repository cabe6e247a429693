package org.jenkinsci.plugins.structs.describable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.Optional;

/** One parameter of a {@link DescribableModel}. */
public final class DescribableParameter {
    private final String name;
    private final Type type;
    private final Optional<Setter> setter;

    /** @param setter what sets it; empty for a parameter of the constructor */
    DescribableParameter(String name, Type type, Optional<Setter> setter) {
        this.name = name;
        this.type = type;
        this.setter = setter;
    }

    public String getName() {
        return name;
    }

    public String getCapitalizedName() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    public Type getRawType() {
        return type;
    }

    @SuppressWarnings("rawtypes")
    public Class getErasedType() {
        return Coercion.erasure(type);
    }

    /** Whether it is a parameter of the constructor. */
    public boolean isRequired() {
        return setter.isEmpty();
    }

    /** Whether its setter is deprecated. */
    public boolean isDeprecated() {
        return setter.isPresent() && setter.get().deprecated();
    }

    @Override
    public String toString() {
        return name + (isRequired() ? "" : " (optional)");
    }

    void set(Object target, Object value) throws ReflectiveOperationException {
        setter.orElseThrow().action().set(target, value);
    }

    /** How an optional parameter is set. */
    record Setter(boolean deprecated, Action action) {
        /** Sets the parameter of one object. */
        @FunctionalInterface
        interface Action {
            void set(Object target, Object value) throws IllegalAccessException, InvocationTargetException;
        }
    }
}
