package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** What the present user asks of this Jenkins about how environments fare: the permission first, then the work, in their name. */
final class DeliveryRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DeliveryRequests() {}

    /** @throws AccessDeniedException where the user may see no environment, or not the one that is asked for */
    static ControlAnswer releases(QueryParameters asked) {
        Optional<Set<String>> among = ViewableEnvironments.names();
        asked.value("environment").ifPresent(UserRequests::requireViewOfEnvironment);
        return UserRequests.shown(control().releases(asked, among, UserRequests::maySee));
    }

    /** @throws AccessDeniedException where the user may not see that environment, or one of the two releases */
    static ControlAnswer compare(String environment, QueryParameters asked) {
        DeliveryControl control = viewing(environment);
        Stream.of("from", "to")
                .flatMap(each -> asked.value(each).stream())
                .forEach(number -> UserRequests.requireViewOf(environment, number));
        return control.compare(environment, asked);
    }

    /** @throws AccessDeniedException where the user may not see that environment */
    static ControlAnswer figures(String environment, QueryParameters asked) {
        return viewing(environment).figures(environment, asked);
    }

    /** @throws AccessDeniedException where the user may not see that environment */
    static ControlAnswer drift(String environment) {
        return viewing(environment).drift(environment);
    }

    /** @throws AccessDeniedException where the user may not manage environments */
    static ControlAnswer checkDrift(String environment) {
        return managing(environment).checkDrift(environment);
    }

    /** @throws AccessDeniedException where the user may not manage environments */
    static ControlAnswer adopt(String environment, String target, String pin, String reason) {
        return managing(environment)
                .adopt(
                        environment,
                        target,
                        pin,
                        reason,
                        Jenkins.getAuthentication2().getName());
    }

    private static DeliveryControl managing(String environment) {
        UserRequests.managed(environment).checkPermission(ReleasePermissions.MANAGE);
        return control();
    }

    private static DeliveryControl viewing(String environment) {
        UserRequests.requireViewOfEnvironment(environment);
        return control();
    }

    private static DeliveryControl control() {
        ReleaseFlowRuntime runtime = ReleaseFlowRuntime.get();
        return new DeliveryControl(
                runtime.engine().ledger(), runtime.platforms(), runtime.drift(), runtime.clock(), PATIENCE);
    }
}
