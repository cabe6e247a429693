package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Which environments the present user may see: all, or those of folders that they are let into. Reads memory only. */
final class ViewableEnvironments {
    private ViewableEnvironments() {}

    static boolean isAll() {
        return Jenkins.get().hasPermission(ReleasePermissions.VIEW);
    }

    /** Those of folders, by name. */
    static Set<String> ofFolders() {
        return Environments.get().namesFor("").stream()
                .filter(ViewableEnvironments::isOfFolder)
                .collect(Collectors.toSet());
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
