package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import groovy.lang.GString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values on their way from a script to Java. */
final class ScriptValues {

    private ScriptValues() {}

    /** The value with interpolated strings made plain ones, in lists and maps too. */
    static Object plain(Object value) {
        if (value instanceof GString) {
            return value.toString();
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            return plain(map);
        }
        return value;
    }

    /** The map with plain keys and values, in its order. */
    static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put(String.valueOf(key), plain(value)));
        return plain;
    }

    /** The arguments that Groovy passes to {@code invokeMethod}. */
    static List<Object> arguments(Object arguments) {
        List<Object> list = new ArrayList<>();
        if (arguments instanceof Object[] array) {
            for (Object argument : array) {
                list.add(argument);
            }
        } else {
            list.add(arguments);
        }
        return list;
    }
}
