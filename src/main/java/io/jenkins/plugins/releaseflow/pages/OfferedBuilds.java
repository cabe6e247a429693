package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a platform offers of one build service.
 *
 * @param builds those that succeeded, newest first
 * @param branches those that it can build
 * @param problem why there is no more; empty where all was told
 */
record OfferedBuilds(String service, List<SucceededBuild> builds, List<String> branches, Optional<String> problem) {
    OfferedBuilds {
        builds = builds.stream()
                .sorted(Comparator.comparing(
                                (SucceededBuild build) -> build.pin().builtAt().orElse(Instant.EPOCH))
                        .reversed())
                .toList();
        branches = List.copyOf(branches);
    }

    /** The build that a choice comes to just now, as far as these builds tell. */
    Optional<SucceededBuild> chosenBy(BuildSelector selector) {
        return builds.stream()
                .filter(build -> selector.buildId()
                        .map(id -> id.equals(build.pin().buildId()))
                        .orElseGet(() -> isOfSource(build, selector)
                                && (selector.isLatest() || build.pin().commit().startsWith(selector.commit()))))
                .findFirst();
    }

    private static boolean isOfSource(SucceededBuild build, BuildSelector selector) {
        boolean isOfBranch = selector.branch()
                .map(branch -> branch.equals(build.pin().branch())
                        && build.pullRequest().isEmpty())
                .orElse(true);
        return isOfBranch
                && (selector.pullRequest().isEmpty() || selector.pullRequest().equals(build.pullRequest()));
    }

    ObjectNode json() {
        ObjectNode json = ReleaseJson.object();
        json.put("service", service);
        branches.forEach(json.putArray("branches")::add);
        ArrayNode list = json.putArray("builds");
        builds.forEach(build -> {
            ObjectNode each = list.addObject();
            each.setAll(ReleaseJson.of(build.pin()));
            build.pullRequest().ifPresent(number -> each.put("pullRequest", number));
        });
        problem.ifPresent(text -> json.put("problem", text));
        return json;
    }
}
