package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Console;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Sneaky;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Looks secret texts up by their id, and sees to it that they do not appear on the console. */
public final class SecretTexts {

    private SecretTexts() {}

    /**
     * The text of a secret.
     *
     * @throws AbortException if the run can't use a secret text of that id
     */
    public static String reveal(StepContext context, String id) throws IOException, InterruptedException {
        StringCredentials credentials =
                CredentialsProvider.findCredentialById(id, StringCredentials.class, context.get(Run.class), List.of());
        if (credentials == null) {
            throw new AbortException("There is no secret text with the credentials id '" + id
                    + "'. Add it to the rehearsal's project file, or correct the id.");
        }
        String secret = credentials.getSecret().getPlainText();
        context.get(Console.class).hide(secret);
        return secret;
    }

    /** The same, for scripts, where nothing is declared. */
    public static String revealUnchecked(StepContext context, String id) {
        try {
            return reveal(context, id);
        } catch (IOException | InterruptedException e) {
            throw Sneaky.rethrow(e);
        }
    }
}
