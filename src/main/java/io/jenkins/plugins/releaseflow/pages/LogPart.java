package io.jenkins.plugins.releaseflow.pages;

import java.net.HttpURLConnection;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A part of a log that is kept.
 *
 * @param text whole characters of UTF-8, as bytes
 * @param next offset of what follows
 * @param size how long the log is, in bytes
 */
@Restricted(NoExternalUse.class)
public record LogPart(byte[] text, long next, long size) {
    /** What is answered where there is no such log. */
    public static final ControlAnswer MISSING =
            ControlAnswer.refused(HttpURLConnection.HTTP_NOT_FOUND, "log: no such log is kept");

    private static final int MOST_DIGITS = 12;

    /** Whether more of it is there already. */
    public boolean hasMore() {
        return next < size;
    }

    /** The offset that a query parameter names; what is none means the beginning. */
    public static long offset(String text) {
        return text.matches("[0-9]{1," + MOST_DIGITS + "}") ? Long.parseLong(text) : 0;
    }

    /** A name that any file system and any header takes. */
    public static String fileName(String wanted) {
        return wanted.replaceAll("[^A-Za-z0-9._-]+", "-");
    }
}
