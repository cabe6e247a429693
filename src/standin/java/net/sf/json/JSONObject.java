package net.sf.json;

import java.util.HashMap;
import java.util.Map;

/** What a form sends, by the names of its fields. */
public final class JSONObject {
    private final Map<String, Object> values = new HashMap<>();

    public JSONObject() {}

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Sets a value; gives what was there before, or null. */
    public Object put(String key, Object value) {
        return values.put(key, value);
    }

    /** The value as a text; empty where there is none. */
    public String optString(String key) {
        return values.containsKey(key) ? String.valueOf(values.get(key)) : "";
    }

    /** The value, or null. */
    public Object get(String key) {
        return values.get(key);
    }
}
