package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.HttpURLConnection;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What somebody is answered who looks at releases or decides something about them, on every host and by every way.
 *
 * @param status HTTP status: 200, or 202 where the decision was taken up and its outcome is not known yet, or that of a refusal
 * @param message one line for people, without control characters; empty where only a document was asked for
 * @param document the JSON document; holds the message as {@code message}, or as {@code error} where it is a refusal
 */
@Restricted(NoExternalUse.class)
public record ControlAnswer(int status, String message, ObjectNode document) {
    /** What was asked for. */
    static ControlAnswer of(ObjectNode document) {
        return new ControlAnswer(HttpURLConnection.HTTP_OK, "", document);
    }

    /** Something was done, or taken up. */
    static ControlAnswer of(int status, String message, ObjectNode document) {
        document.put("message", message);
        return new ControlAnswer(status, plain(message), document);
    }

    /** Nothing was done. */
    public static ControlAnswer refused(int status, String message) {
        ObjectNode document = ReleaseJson.object();
        document.put("error", message);
        return new ControlAnswer(status, plain(message), document);
    }

    /** Whether nothing was done. */
    public boolean isRefusal() {
        return status >= HttpURLConnection.HTTP_BAD_REQUEST;
    }

    /** The document as text. */
    public String text() {
        return ReleaseJson.text(document);
    }

    /** Names of a Jenkinsfile and words of a platform are in messages, and terminals obey control characters. */
    private static String plain(String message) {
        return message.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
