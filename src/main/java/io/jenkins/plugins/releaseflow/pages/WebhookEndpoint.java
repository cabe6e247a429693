package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.WebhookAddress;
import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Receives what platforms send by themselves, at {@code release-flow-webhook/<folder/><name of the platform>/}. Reached without a login: the platform has none. What
 * may be done here is therefore next to nothing, and only for those who know the platform's secret.
 */
@Extension
@Restricted(NoExternalUse.class)
public class WebhookEndpoint implements UnprotectedRootAction {
    /** The path below the URL of the Jenkins. */
    public static final String PATH = "release-flow-webhook";

    /** Empty: it is not for people. */
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return PATH;
    }

    /** Answers requests to everything below the path. */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) {
        answer(WebhookAddress.of(request.getRestOfPath()), request, response);
    }

    /**
     * Answers a request.
     *
     * @param from the platform that it is said to come from; empty where it names none
     */
    public static void answer(Optional<WebhookAddress> from, HttpServletRequest request, HttpServletResponse response) {
        WebhookAnswer answer = from.map(
                        address -> Environments.get().receive(address, new ServletWebhookRequest(request)))
                .orElse(WebhookAnswer.NOT_FOUND);
        if (answer == WebhookAnswer.NOT_A_POST) {
            response.setHeader("Allow", "POST");
        }
        response.setStatus(answer.status());
    }
}
