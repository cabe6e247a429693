package net.sf.json;

import java.util.ArrayList;
import java.util.List;

/** Several values of one field of a form. */
public final class JSONArray {
    private final List<Object> values = new ArrayList<>();

    public JSONArray() {}

    public boolean add(Object value) {
        return values.add(value);
    }

    public int size() {
        return values.size();
    }
}
