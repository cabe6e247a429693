package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects the fields of a JSON object in order; empty optionals are left out. */
final class Fields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    static Fields with(String name, Object value) {
        return new Fields().and(name, value);
    }

    Fields and(String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> and(name, present));
        } else {
            fields.put(name, value instanceof Fields nested ? nested.fields : value);
        }
        return this;
    }

    Fields and(Fields more) {
        fields.putAll(more.fields);
        return this;
    }

    Map<String, Object> toMap() {
        return fields;
    }
}
