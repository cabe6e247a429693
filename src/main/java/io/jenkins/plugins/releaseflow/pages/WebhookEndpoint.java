package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Receives what platforms send by themselves, at {@code release-flow-webhook/<name of the platform>/}. Reached without a login: the platform has none. What
 * may be done here is therefore next to nothing, and only for those who know the platform's secret.
 */
@Extension
@Restricted(NoExternalUse.class)
public class WebhookEndpoint implements UnprotectedRootAction {
    /** The path below the URL of the Jenkins. */
    public static final String PATH = "release-flow-webhook";

    private static final Pattern NAME = Pattern.compile("/([^/]+)/?");

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
        answer(platformOf(request.getRestOfPath()), request, response);
    }

    /**
     * Answers a request.
     *
     * @param platform the name of the platform that it is said to come from; empty where it names none
     */
    public static void answer(Optional<String> platform, HttpServletRequest request, HttpServletResponse response) {
        WebhookAnswer answer = platform.map(
                        name -> ReleaseFlowConfiguration.get().receive(name, new ServletWebhookRequest(request)))
                .orElse(WebhookAnswer.NOT_FOUND);
        if (answer == WebhookAnswer.NOT_A_POST) {
            response.setHeader("Allow", "POST");
        }
        response.setStatus(answer.status());
    }

    /** The platform's name in what follows the path of this endpoint; empty where that is not one name. */
    static Optional<String> platformOf(String rest) {
        Matcher name = NAME.matcher(rest);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }
}
