package org.jenkinsci.plugins.structs.describable;

import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads the parameters of a class from its annotations. */
final class DataBinding {
    private DataBinding() {}

    @SuppressWarnings("unchecked")
    static <T> Constructor<T> constructorOf(Class<T> type) {
        return (Constructor<T>) Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(type + " has no public constructor with @DataBoundConstructor"));
    }

    /** The parameters of the constructor in its order, then the optional ones by name. */
    static Map<String, DescribableParameter> parametersOf(Constructor<?> constructor) {
        Map<String, DescribableParameter> all = new LinkedHashMap<>();
        Type[] types = constructor.getGenericParameterTypes();
        Parameter[] parameters = constructor.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (!parameters[i].isNamePresent()) {
                throw new IllegalStateException(constructor + " was compiled without -parameters");
            }
            String name = parameters[i].getName();
            all.put(name, new DescribableParameter(name, types[i], Optional.empty()));
        }
        Map<String, DescribableParameter> optional = new TreeMap<>();
        for (Class<?> c = constructor.getDeclaringClass(); c != null; c = c.getSuperclass()) {
            addOptional(optional, c);
        }
        all.putAll(optional);
        return Collections.unmodifiableMap(all);
    }

    private static void addOptional(Map<String, DescribableParameter> optional, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(DataBoundSetter.class)) {
                boolean deprecated = field.isAnnotationPresent(Deprecated.class);
                add(optional, field.getName(), field.getGenericType(), deprecated, field::set);
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                if (!method.getName().startsWith("set") || method.getParameterCount() != 1) {
                    throw new IllegalStateException(method + " cannot be a @DataBoundSetter");
                }
                String name = Introspector.decapitalize(method.getName().substring("set".length()));
                boolean deprecated = method.isAnnotationPresent(Deprecated.class);
                add(optional, name, method.getGenericParameterTypes()[0], deprecated, method::invoke);
            }
        }
    }

    private static void add(
            Map<String, DescribableParameter> optional,
            String name,
            Type type,
            boolean deprecated,
            DescribableParameter.Setter.Action action) {
        DescribableParameter.Setter setter = new DescribableParameter.Setter(deprecated, action);
        optional.putIfAbsent(name, new DescribableParameter(name, type, Optional.of(setter)));
    }
}
