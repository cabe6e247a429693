package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.Map;

/** How a deployment, which has no id on Northflank, is written down so that it is recognised later: its target, its pin, and what showed before it. */
final class DeploymentReference {
    private static final String TARGET_TYPE = "targetType";
    private static final String MARKER = "marker";
    private static final String BEFORE = "before";
    private static final String COMMAND = "command";

    private DeploymentReference() {}

    static OperationReference of(DeploymentRequest request, Baseline baseline) {
        return new OperationReference(
                OperationKind.DEPLOYMENT,
                request.target().id(),
                id(request.pin()),
                Map.of(
                        TARGET_TYPE,
                        request.target().type().word(),
                        MARKER,
                        baseline.marker(),
                        BEFORE,
                        baseline.deployed().map(DeploymentReference::id).orElse(""),
                        COMMAND,
                        Boolean.toString(!request.override().isUnchanged()
                                && !request.override().equals(baseline.command()))));
    }

    static Target target(OperationReference reference) {
        boolean job = TargetType.JOB.word().equals(reference.details().get(TARGET_TYPE));
        return new Target(job ? TargetType.JOB : TargetType.SERVICE, reference.resource());
    }

    /** The time of the service's last transition before it, as Northflank writes it; empty where there was none. */
    static String marker(OperationReference reference) {
        return reference.details().getOrDefault(MARKER, "");
    }

    /** Whether this pin is the one that it deploys. */
    static boolean isSame(Pin pin, OperationReference reference) {
        return id(pin).equals(reference.id());
    }

    /** Whether this pin is the one that was deployed before it. */
    static boolean wasBefore(Pin pin, OperationReference reference) {
        return id(pin).equals(reference.details().get(BEFORE));
    }

    /** Whether the same pin was deployed already, and it changes nothing else. */
    static boolean changesNothing(OperationReference reference) {
        return reference.id().equals(reference.details().get(BEFORE))
                && !Boolean.parseBoolean(reference.details().get(COMMAND));
    }

    private static String id(Pin pin) {
        return pin instanceof BuildPin build ? build.buildId() : ((ImagePin) pin).image();
    }
}
