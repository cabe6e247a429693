package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import hudson.model.Result;
import java.util.List;
import java.util.Optional;

/** The conditions of a {@code post} block, in the order in which they run. */
final class PostConditions {

    /** The names of all conditions, in the order in which Jenkins runs them. */
    static final List<String> ORDER = List.of(
            "always",
            "changed",
            "fixed",
            "regression",
            "aborted",
            "failure",
            "success",
            "unstable",
            "unsuccessful",
            "cleanup");

    private PostConditions() {}

    /** Whether a condition holds after the given result, with what the build before this one had. */
    static boolean holds(String condition, Result result, Optional<Result> previous) {
        return switch (condition) {
            case "always", "cleanup" -> true;
            case "aborted" -> result == Result.ABORTED;
            case "failure" -> result == Result.FAILURE;
            case "success" -> result == Result.SUCCESS;
            case "unstable" -> result == Result.UNSTABLE;
            case "unsuccessful" -> result != Result.SUCCESS;
            case "changed" -> previous.filter(result::equals).isEmpty();
            case "fixed" ->
                result == Result.SUCCESS
                        && previous.filter(before -> before == Result.FAILURE || before == Result.UNSTABLE)
                                .isPresent();
            case "regression" ->
                previous.filter(before -> before != Result.NOT_BUILT && result.isWorseThan(before))
                        .isPresent();
            default -> false;
        };
    }
}
