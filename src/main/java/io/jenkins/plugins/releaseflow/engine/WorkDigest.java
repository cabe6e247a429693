package io.jenkins.plugins.releaseflow.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;

/** Tells whether two nodes of a release are to do the very same. Of variables only the names count: their values may be secret, and a digest can be guessed at. */
final class WorkDigest {
    private static final int DIGITS = 16;

    private WorkDigest() {}

    /** The same for equal work, in hexadecimal digits. */
    static String of(NodeWork work) {
        String text = work instanceof NodeWork.RunJob run
                ? "RunJob " + run.job() + run.command()
                        + new TreeSet<>(run.environment().keySet()) + run.migration()
                : work.toString();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
