package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.util.regex.Pattern;

/** Text from elsewhere, as a terminal may safely be shown it. */
final class PlainText {
    /** Control characters, invisible ones that turn the direction of writing, and the separators of lines that Unicode adds. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

    private PlainText() {}

    /** The text with each run of characters that are no part of a line as one space. */
    static String oneLine(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ");
    }
}
