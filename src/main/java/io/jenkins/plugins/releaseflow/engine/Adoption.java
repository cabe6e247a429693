package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Checks that an operation can be the one of a node in doubt. */
final class Adoption {
    private Adoption() {}

    /**
     * The reference of the operation.
     *
     * @return fails with IllegalArgumentException, with a message for people, where it can't be the node's, and with PlatformException where the platform could
     *     not be asked
     */
    static CompletionStage<OperationReference> of(OpenRelease release, Node node, String operation) {
        OperationRequest request = node.request()
                .orElseThrow(() -> new IllegalArgumentException("resolution: 'adopt' is not possible, since what "
                        + node.label() + " asked for is not on record; use 'completed' or 'failed'"));
        Baseline baseline = node.baseline().orElseGet(Baseline::empty);
        if (baseline.operationIds().contains(operation)) {
            throw new IllegalArgumentException("operation: '" + operation + "' was there before " + node.label()
                    + " asked the platform, so it is another one");
        }
        Optional<String> owner = release.claims().ownerOf(operation, release.id(), node, request);
        if (owner.isPresent()) {
            throw new IllegalArgumentException("operation: '" + operation + "' belongs to " + owner.get() + " already");
        }
        Platform platform = release.platform();
        OperationReference reference = platform.reference(request, baseline, operation);
        return platform.observe(Set.of(reference)).thenApply(shown -> {
            if (!shown.containsKey(reference) || shown.get(reference).phase() == OperationPhase.VANISHED) {
                throw new IllegalArgumentException("operation: '" + operation + "' is not shown by "
                        + platform.description() + " for '" + request.resource()
                        + "'; give the id of an operation that is there");
            }
            return reference;
        });
    }
}
