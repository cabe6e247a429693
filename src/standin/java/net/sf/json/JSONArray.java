package net.sf.json;

import java.util.ArrayList;
import java.util.List;

/** Several values of one field of a form. */
public final class JSONArray {
    private final List<Object> values = new ArrayList<>();

    public JSONArray() {}

    /** The values of a field: those of an array, or the one that is no array. */
    public static JSONArray fromObject(Object object) {
        if (object instanceof JSONArray array) {
            return array;
        }
        JSONArray made = new JSONArray();
        made.add(object);
        return made;
    }

    public JSONObject getJSONObject(int index) {
        return (JSONObject) values.get(index);
    }

    public boolean add(Object value) {
        return values.add(value);
    }

    public int size() {
        return values.size();
    }
}
