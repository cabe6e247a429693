package org.jenkinsci.plugins.structs.describable;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.util.Secret;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;

/**
 * Turns what a script gives into what a parameter takes, by the rules of the structs plugin. Stricter in one point: a
 * number that would lose something is refused, not cut.
 */
final class Coercion {
    private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            char.class, Character.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private final String context;
    private final TaskListener listener;

    /** @param context names the step and the parameter, for errors */
    Coercion(String context, TaskListener listener) {
        this.context = context;
        this.listener = listener;
    }

    /**
     * The value as that type.
     *
     * @throws IllegalArgumentException naming the parameter, what it takes and what it was given
     */
    Object coerce(Type type, Object given) {
        Class<?> erased = erasure(type);
        Class<?> wanted = WRAPPERS.getOrDefault(erased, erased);
        Object value = given instanceof CharSequence text ? text.toString() : given;
        if (value == null) {
            if (erased.isPrimitive()) {
                throw refused(erased, null);
            }
            return null;
        }
        if (value instanceof List<?> list && Collection.class.isAssignableFrom(erased)) {
            return coerceAll(elementOf(type), list);
        }
        if (value instanceof List<?> list && erased.isArray()) {
            List<Object> elements = coerceAll(erased.getComponentType(), list);
            return elements.toArray((Object[]) Array.newInstance(erased.getComponentType(), elements.size()));
        }
        if (wanted.isInstance(value)) {
            return value instanceof Map<?, ?> map ? flatten(map) : value;
        }
        if (value instanceof UninstantiatedDescribable nested) {
            Class<?> named = DescribableModel.resolveClass(erased, nested.getKlass(), nested.getSymbol());
            return DescribableModel.of(named).instantiate(nested.getArguments(), listener);
        }
        if (value instanceof Map<?, ?> map) {
            return instantiate(erased, map);
        }
        if (value instanceof Number number && Number.class.isAssignableFrom(wanted)) {
            return toNumber(wanted, number.toString(), value);
        }
        if (value instanceof String text) {
            return fromText(wanted, text);
        }
        throw refused(erased, value);
    }

    private List<Object> coerceAll(Type elementType, List<?> list) {
        List<Object> elements = new ArrayList<>();
        list.forEach(element -> elements.add(coerce(elementType, element)));
        return elements;
    }

    private Object instantiate(Class<?> base, Map<?, ?> map) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        map.forEach((key, value) -> arguments.put(String.valueOf(key), value));
        String className = (String) arguments.remove(DescribableModel.CLAZZ);
        return DescribableModel.of(DescribableModel.resolveClass(base, className, null))
                .instantiate(arguments, listener);
    }

    private Object fromText(Class<?> wanted, String text) {
        if (wanted.isEnum()) {
            return Arrays.stream(wanted.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(context + " expects one of "
                            + Arrays.toString(wanted.getEnumConstants()) + " but got \"" + text + "\""));
        }
        if (wanted == Boolean.class && (text.equals("true") || text.equals("false"))) {
            // The real one takes every other text for false, without a word: a mistake that a rehearsal is there to
            // find.
            return Boolean.valueOf(text);
        }
        if (wanted == Character.class && text.length() == 1) {
            return text.charAt(0);
        }
        if (wanted == Result.class) {
            return Result.fromString(text);
        }
        if (wanted == URL.class) {
            try {
                return new URL(text);
            } catch (MalformedURLException x) {
                throw refused(wanted, text);
            }
        }
        if (Number.class.isAssignableFrom(wanted)) {
            return toNumber(wanted, text, text);
        }
        throw refused(wanted, text);
    }

    private Object toNumber(Class<?> wanted, String text, Object given) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (wanted == Integer.class) {
                return number.intValueExact();
            } else if (wanted == Long.class) {
                return number.longValueExact();
            } else if (wanted == Short.class) {
                return number.shortValueExact();
            } else if (wanted == Byte.class) {
                return number.byteValueExact();
            } else if (wanted == Double.class) {
                return number.doubleValue();
            } else if (wanted == Float.class) {
                return number.floatValue();
            }
        } catch (ArithmeticException | NumberFormatException x) {
            throw refused(wanted, given);
        }
        throw refused(wanted, given);
    }

    private IllegalArgumentException refused(Class<?> wanted, Object given) {
        String what;
        if (given == null || given instanceof Secret) {
            what = given == null ? "null" : "a secret";
        } else if (given instanceof String) {
            what = "the text \"" + given + "\"";
        } else {
            what = "the " + given.getClass().getSimpleName() + " " + given;
        }
        return new IllegalArgumentException(context + " expects " + describe(wanted) + " but got " + what);
    }

    private static String describe(Class<?> wanted) {
        Class<?> wrapped = WRAPPERS.getOrDefault(wanted, wanted);
        if (wrapped == Integer.class || wrapped == Long.class || wrapped == Short.class || wrapped == Byte.class) {
            return "a whole number";
        } else if (Number.class.isAssignableFrom(wrapped)) {
            return "a number";
        } else if (wrapped == Boolean.class) {
            return "true or false";
        } else if (wrapped == String.class) {
            return "a text";
        } else if (Collection.class.isAssignableFrom(wrapped) || wrapped.isArray()) {
            return "a list";
        } else if (Map.class.isAssignableFrom(wrapped)) {
            return "a map";
        }
        String symbols = ExtensionList.lookup(Descriptor.class).stream()
                .filter(descriptor -> wanted.isAssignableFrom(descriptor.clazz))
                .map(descriptor -> descriptor.getClass().getAnnotation(Symbol.class))
                .filter(Objects::nonNull)
                .map(symbol -> symbol.value()[0] + "('…')")
                .sorted()
                .collect(Collectors.joining(" or "));
        return symbols.isEmpty() ? "a " + wrapped.getSimpleName() : symbols;
    }

    private static Map<Object, Object> flatten(Map<?, ?> map) {
        Map<Object, Object> flat = new LinkedHashMap<>();
        map.forEach((key, value) -> flat.put(text(key), text(value)));
        return flat;
    }

    /** Scripts make texts with variables in them; Pipeline passes them on as plain ones. */
    private static Object text(Object value) {
        return value instanceof CharSequence text ? text.toString() : value;
    }

    private static Type elementOf(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length == 1) {
            return parameterized.getActualTypeArguments()[0];
        }
        return Object.class;
    }

    /** The class of a type without its arguments. */
    static Class<?> erasure(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        } else if (type instanceof ParameterizedType parameterized) {
            return erasure(parameterized.getRawType());
        } else if (type instanceof WildcardType wildcard) {
            return erasure(wildcard.getUpperBounds()[0]);
        } else if (type instanceof GenericArrayType array) {
            return erasure(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }
}
