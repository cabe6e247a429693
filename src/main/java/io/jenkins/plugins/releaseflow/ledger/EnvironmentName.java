package io.jenkins.plugins.releaseflow.ledger;

import java.util.regex.Pattern;

/** The rule for names of environments. They are names of folders too. */
public final class EnvironmentName {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

    private EnvironmentName() {}

    /** Whether the name can be used. */
    public static boolean isValid(String name) {
        return RULE.matcher(name).matches();
    }

    /**
     * The name itself.
     *
     * @throws IllegalArgumentException with a message for people where it can't be used
     */
    public static String check(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException("environment: '" + name
                    + "' is not a name of an environment: use 1 to 63 letters, digits, '.', '_' or '-',"
                    + " with a letter or digit first and last");
        }
        return name;
    }
}
