package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import hudson.security.csrf.CrumbExclusion;
import io.jenkins.plugins.releaseflow.config.WebhookAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets platforms post to {@link WebhookEndpoint} without a crumb, and to nothing else: the secret they carry says more than a crumb would. */
@Extension
@Restricted(NoExternalUse.class)
public class WebhookCrumbExclusion extends CrumbExclusion {
    private static final String PREFIX = "/" + WebhookEndpoint.PATH;

    @Override
    public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isForTheEndpoint(Optional.ofNullable(request.getPathInfo()).orElse(""))) {
            return false;
        }
        chain.doFilter(request, response);
        return true;
    }

    private static boolean isForTheEndpoint(String path) {
        return path.startsWith(PREFIX)
                && WebhookAddress.of(path.substring(PREFIX.length())).isPresent();
    }
}
