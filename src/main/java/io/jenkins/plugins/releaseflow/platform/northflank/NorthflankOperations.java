package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What {@link NorthflankPlatform} does for one kind of operation. */
interface NorthflankOperations<R extends OperationRequest> {
    CompletionStage<Baseline> baseline(R request);

    CompletionStage<OperationReference> start(R request, Baseline baseline);

    CompletionStage<FoundOperation> find(R request, Baseline baseline);

    /** Looks at operations of one resource. */
    CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references);

    CompletionStage<Void> stop(OperationReference reference);
}
