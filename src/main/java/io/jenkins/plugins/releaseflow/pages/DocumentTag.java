package io.jenkins.plugins.releaseflow.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What names a version of a document in the headers {@code ETag} and {@code If-None-Match}, so that a page that asks again hears at little cost that nothing is new. */
@Restricted(NoExternalUse.class)
public final class DocumentTag {
    private static final int BYTES = 12;

    private DocumentTag() {}

    /** The tag of a text, in quotation marks. */
    public static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
