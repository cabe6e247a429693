package hudson;

import java.io.File;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Environment variables: names regardless of case, never a null value. */
public class EnvVars extends TreeMap<String, String> {
    private static final long serialVersionUID = 1L;

    /** The environment of the host's own process. */
    public static final Map<String, String> masterEnvVars = new EnvVars(System.getenv());

    public EnvVars() {
        super(String.CASE_INSENSITIVE_ORDER);
    }

    public EnvVars(Map<String, String> m) {
        this();
        putAll(m);
    }

    public EnvVars(EnvVars m) {
        this((Map<String, String>) m);
    }

    /** @param keyValuePairs name, value, name, value, … */
    public EnvVars(String... keyValuePairs) {
        this();
        if (keyValuePairs.length % 2 != 0) {
            throw new IllegalArgumentException(Arrays.asList(keyValuePairs).toString());
        }
        for (int i = 0; i < keyValuePairs.length; i += 2) {
            put(keyValuePairs[i], keyValuePairs[i + 1]);
        }
    }

    /** Sets a variable; an empty value removes it, and a name such as {@code PATH+TOOL} puts the value before the present one. */
    public void override(String key, String value) {
        if (value == null || value.isEmpty()) {
            remove(key);
            return;
        }
        int plus = key.indexOf('+');
        if (plus > 0) {
            String name = key.substring(0, plus);
            String present = get(name);
            put(name, present == null ? value : value + File.pathSeparatorChar + present);
        } else {
            put(key, value);
        }
    }

    /** {@link #override Overrides} each. */
    public EnvVars overrideAll(Map<String, String> all) {
        all.forEach(this::override);
        return this;
    }

    /** Overrides each with its references to variables resolved against what is there at its turn. */
    public EnvVars overrideExpandingAll(Map<String, String> all) {
        all.forEach((key, value) -> override(key, expand(value)));
        return this;
    }

    public String get(String key, String defaultValue) {
        return getOrDefault(key, defaultValue);
    }

    @Override
    public String put(String key, String value) {
        if (value == null) {
            throw new IllegalArgumentException("Null value not allowed as an environment variable: " + key);
        }
        return super.put(key, value);
    }

    public void putIfNotNull(String key, String value) {
        if (value != null) {
            put(key, value);
        }
    }

    /** Adds a line such as {@code NAME=value}; ignores anything else. */
    public void addLine(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            put(line.substring(0, equals), line.substring(equals + 1));
        }
    }

    /** The text with {@code $NAME} and <code>${NAME}</code> replaced; unknown names stay. */
    public String expand(String s) {
        return Util.replaceMacro(s, this);
    }
}
