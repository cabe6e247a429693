package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.PlatformException.Kind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Puts looks at several resources together. */
final class PartialLooks {
    private PartialLooks() {}

    /**
     * What the looks showed. Trouble with one resource, such as a permission that is missing for it, does not hide what was seen of others: its own operations
     * are unknown at this look. It all fails where nothing was seen, and where Northflank wants no more requests.
     */
    static CompletableFuture<Map<OperationReference, OperationStatus>> join(
            Set<OperationReference> references,
            List<CompletableFuture<Map<OperationReference, OperationStatus>>> looks) {
        return CompletableFuture.allOf(looks.toArray(CompletableFuture<?>[]::new))
                .handle((nothing, failed) -> {
                    Map<OperationReference, OperationStatus> seen = new HashMap<>();
                    looks.stream()
                            .filter(look -> !look.isCompletedExceptionally())
                            .forEach(look -> seen.putAll(look.join()));
                    List<Throwable> failures = looks.stream()
                            .filter(CompletableFuture::isCompletedExceptionally)
                            .map(PartialLooks::failure)
                            .toList();
                    Optional<Throwable> decisive = failures.stream()
                            .filter(failure -> seen.isEmpty() || !isOfOneResource(failure))
                            .findFirst();
                    if (decisive.isPresent()) {
                        throw asUnchecked(decisive.get());
                    }
                    failures.stream()
                            .findFirst()
                            .ifPresent(failure ->
                                    references.forEach(reference -> seen.putIfAbsent(reference, unknown(failure))));
                    return seen;
                });
    }

    private static boolean isOfOneResource(Throwable failure) {
        return failure instanceof PlatformException trouble && trouble.kind() != Kind.RATE_LIMITED;
    }

    private static OperationStatus unknown(Throwable failure) {
        return new OperationStatus(
                OperationPhase.UNKNOWN, "not seen", failure.getMessage(), Optional.empty(), Optional.empty(), Map.of());
    }

    private static Throwable failure(CompletableFuture<?> look) {
        return NorthflankLists.cause(look.handle((value, failure) -> failure).join());
    }

    private static RuntimeException asUnchecked(Throwable failure) {
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
