package io.jenkins.plugins.releaseflow.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which platform a notification is said to come from.
 *
 * @param folder full name of the folder that the platform is configured in; empty for Jenkins itself
 * @param platform its name
 */
public record WebhookAddress(String folder, String platform) {
    /** What is no name in a path. */
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    /**
     * Reads what follows the path of the endpoint: the folder, if any, and the platform's name.
     *
     * @return empty where that is anything but names
     */
    public static Optional<WebhookAddress> of(String rest) {
        if (!rest.startsWith("/")) {
            return Optional.empty();
        }
        String path = rest.substring(1, rest.endsWith("/") ? Math.max(1, rest.length() - 1) : rest.length());
        List<String> names = List.of(path.split("/", -1));
        if (names.stream().anyMatch(NO_NAMES::contains)) {
            return Optional.empty();
        }
        int last = names.size() - 1;
        return Optional.of(new WebhookAddress(String.join("/", names.subList(0, last)), names.get(last)));
    }
}
