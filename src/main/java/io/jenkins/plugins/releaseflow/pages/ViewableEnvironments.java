package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Which environments the present user may see: all, or those of folders that they are let into. Reads memory only. */
final class ViewableEnvironments {
    private ViewableEnvironments() {}

    private static boolean isAll() {
        return Jenkins.get().hasPermission(ReleasePermissions.VIEW);
    }

    /**
     * By name; empty where it is all.
     *
     * @throws hudson.security.AccessDeniedException3 where there are none
     */
    static Optional<Set<String>> names() {
        if (isAll()) {
            return Optional.empty();
        }
        Set<String> names = Environments.get().namesFor("").stream()
                .filter(ViewableEnvironments::isOfFolder)
                .collect(Collectors.toSet());
        if (names.isEmpty()) {
            Jenkins.get().checkPermission(ReleasePermissions.VIEW);
        }
        return Optional.of(names);
    }

    private static boolean isOfFolder(String environment) {
        return UserRequests.managed(environment).hasPermission(ReleasePermissions.VIEW);
    }

    static boolean isAny() {
        return isAll() || Environments.get().namesFor("").stream().anyMatch(ViewableEnvironments::isOfFolder);
    }

    /** @throws hudson.security.AccessDeniedException3 where there are none */
    static void requireAny() {
        if (!isAny()) {
            Jenkins.get().checkPermission(ReleasePermissions.VIEW);
        }
    }
}
