package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import java.util.Set;

/** The blocks of a Declarative pipeline that hold other named things, and what may stand in each. */
enum Section {
    PIPELINE(Set.of("agent", "stages", "environment", "parameters", "options", "triggers", "tools", "post")),
    STAGE(Set.of(
            "agent",
            "stages",
            "steps",
            "parallel",
            "environment",
            "when",
            "post",
            "options",
            "input",
            "tools",
            "failFast")),
    STAGES(Set.of("stage")),
    PARALLEL(Set.of("stage")),
    PARAMETERS(Set.of("string", "text", "booleanParam", "choice", "password")),
    OPTIONS(Set.of(
            "ansiColor",
            "buildDiscarder",
            "checkoutToSubdirectory",
            "disableConcurrentBuilds",
            "disableResume",
            "durabilityHint",
            "overrideIndexTriggers",
            "parallelsAlwaysFailFast",
            "preserveStashes",
            "quietPeriod",
            "retry",
            "skipDefaultCheckout",
            "skipStagesAfterUnstable",
            "timeout",
            "timestamps")),
    WHEN(Set.of(
            "allOf",
            "anyOf",
            "beforeAgent",
            "beforeInput",
            "beforeOptions",
            "branch",
            "environment",
            "expression",
            "not")),
    POST(Set.of(
            "always",
            "changed",
            "fixed",
            "regression",
            "aborted",
            "failure",
            "success",
            "unstable",
            "unsuccessful",
            "cleanup")),
    INPUT(Set.of("id", "message", "ok", "parameters", "submitter", "submitterParameter")),
    AGENT(Set.of("any", "none", "label", "node"));

    private final Set<String> members;

    Section(Set<String> members) {
        this.members = members;
    }

    /** The names of what may stand in the block. */
    Set<String> members() {
        return members;
    }
}
