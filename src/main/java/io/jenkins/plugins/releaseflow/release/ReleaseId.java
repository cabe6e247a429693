package io.jenkins.plugins.releaseflow.release;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one release.
 *
 * @param environment name of the environment
 * @param number counted per environment, from 1
 */
public record ReleaseId(String environment, int number) implements Serializable {
    public ReleaseId {
        Objects.requireNonNull(environment, "environment");
    }

    private static final Pattern TEXT = Pattern.compile("(.+?) ?#([1-9][0-9]{0,8})");

    /**
     * The release that a text names, for example {@code production#12} or {@code production #12}.
     *
     * @throws IllegalArgumentException with a message for people where it names none
     */
    public static ReleaseId parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "release: '" + text + "' names no release; use environment and number, as in production#12");
        }
        return new ReleaseId(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** For example {@code production #12}. */
    @Override
    public String toString() {
        return environment + " #" + number;
    }
}
