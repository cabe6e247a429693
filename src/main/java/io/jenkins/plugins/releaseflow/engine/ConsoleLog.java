package io.jenkins.plugins.releaseflow.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Shows a log on a build's console: its beginning while it comes, and of a long one the last lines when it ends, with a line that says what is left out. Used by one
 * thread at a time.
 */
final class ConsoleLog {
    /** How many lines of a long log are shown at its end. */
    static final int LAST_LINES = 100;

    private static final int FIRST_LINES = 5_000;
    private static final int FIRST_CHARS = 1024 * 1024;
    private static final String MARGIN = "  | ";

    private final NodeConsole console;
    private final String whereElse;
    private final Deque<String> held = new ArrayDeque<>();
    private long shownLines;
    private long shownChars;
    private long leftOut;
    private boolean unread;
    private boolean told;

    /** @param whereElse where the whole log can be read, as {@code the record: …} */
    ConsoleLog(NodeConsole console, String whereElse) {
        this.console = console;
        this.whereElse = whereElse;
    }

    /** Goes on with a log of which a part was shown before a restart. */
    void resume(LogProgress progress, List<String> lastKept) {
        shownLines = progress.shownLines();
        shownChars = progress.shownChars();
        leftOut = Math.max(0, progress.lines() - shownLines);
        told = isFull();
        if (isFull()) {
            List<String> last = lastKept.subList((int) Math.max(0, lastKept.size() - leftOut), lastKept.size());
            held.addAll(last);
            leftOut -= last.size();
        }
    }

    boolean isFull() {
        return shownLines >= FIRST_LINES || shownChars >= FIRST_CHARS;
    }

    long shownLines() {
        return shownLines;
    }

    long shownChars() {
        return shownChars;
    }

    void print(String line) {
        if (!isFull()) {
            shownLines++;
            shownChars += line.length();
            console.println(MARGIN + line);
            return;
        }
        if (!told) {
            told = true;
            console.println(
                    "The log is long: from here on it is not shown, but for its last lines at the end. " + whereElse);
        }
        hold(line);
    }

    private void hold(String line) {
        held.add(line);
        if (held.size() > LAST_LINES) {
            held.remove();
            leftOut++;
        }
    }

    /** The log goes on with its last lines; those between were never read. */
    void skipTo(List<String> last) {
        leftOut += held.size();
        held.clear();
        unread = true;
        last.forEach(this::hold);
    }

    /** The log has come to its end, as far as that is known. */
    void end() {
        if (leftOut > 0 || unread) {
            console.println("[" + (unread ? "More than " : "") + String.format(Locale.ROOT, "%,d", leftOut)
                    + " lines are left out here. " + whereElse + "]");
        }
        held.forEach(line -> console.println(MARGIN + line));
        held.clear();
        leftOut = 0;
        unread = false;
    }
}
