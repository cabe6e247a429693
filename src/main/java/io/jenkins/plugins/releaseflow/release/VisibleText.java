package io.jenkins.plugins.releaseflow.release;

import java.util.regex.Pattern;

/** Text that people or platforms gave, as it can be shown in a line. Says the same as {@code visible} of the pages' {@code dom.js}. */
public final class VisibleText {
    private static final Pattern CONTROL =
            Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
    private static final Pattern BUT_COLOURS = Pattern.compile(
            "[\\x00-\\x08\\x0a-\\x1a\\x1c-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
    private static final char PICTURES = '\u2400';

    private VisibleText() {}

    /** With control characters shown, and characters that turn the direction of text replaced, so that no name can pass for another. */
    public static String of(String text) {
        return shown(CONTROL, text);
    }

    /** The same for a line of a console, which may be coloured. */
    public static String ofLine(String line) {
        return shown(BUT_COLOURS, line);
    }

    private static String shown(Pattern hidden, String text) {
        return hidden.matcher(text).replaceAll(found -> {
            char character = found.group().charAt(0);
            return character < ' ' ? String.valueOf((char) (PICTURES + character)) : "\ufffd";
        });
    }
}
