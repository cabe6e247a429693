package io.jenkins.plugins.releaseflow.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which branches may release to an environment.
 *
 * @param patterns names of branches, {@code *} standing for any characters; no pattern allows every branch
 */
public record BranchRule(List<String> patterns) {
    public BranchRule {
        patterns = List.copyOf(patterns);
    }

    /**
     * Says why a build may not release, or nothing where it may.
     *
     * @param environment name of the environment
     * @param branch the branch that the job builds; empty for a job that has none, which the rule does not concern
     * @param fork whether it builds a pull request from a fork, which never may
     */
    public Optional<String> refusal(String environment, String branch, boolean fork) {
        if (fork) {
            return Optional.of("environment: a pull request from a fork may not release to '" + environment
                    + "'. Merge it, and release the branch that it was merged to");
        }
        if (branch.isEmpty() || patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, branch))) {
            return Optional.empty();
        }
        return Optional.of("environment: branch '" + branch + "' may not release to '" + environment
                + "'; branches that may: " + String.join(", ", patterns)
                + ". Release from one of them, or add the branch to the environment's configuration");
    }

    private static boolean matches(String pattern, String branch) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return branch.matches(regex);
    }
}
