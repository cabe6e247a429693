package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseQuery;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the flow of a job puts on a target of an environment, as its newest releases tell.
 *
 * @param last what it put there last
 * @param from the release that did
 * @param asked which build the flow itself asked for when it was last let; empty where that is not known
 */
record FlowSource(String environment, Target target, Pin last, ReleaseId from, Optional<BuildSelector> asked) {
    /** A flow that changed since then tells more by its next release than by older ones. */
    private static final int MOST_READ = 20;

    private record Place(String environment, Target target) {}

    /** All that the job's newest releases tell, environment by environment. Reads the disk. */
    static List<FlowSource> of(Ledger ledger, String job) {
        Map<Place, FlowSource> found = new LinkedHashMap<>();
        for (ReleaseSummary summary :
                ledger.find(ReleaseQuery.all().ofJob(job).page(0, MOST_READ)).releases()) {
            if (summary.kind() == ReleaseKind.RELEASE) {
                ReleaseId id = summary.id();
                ledger.environment(id.environment()).read(id.number()).ifPresent(release -> add(found, release));
            }
        }
        List<FlowSource> all = new ArrayList<>(found.values());
        all.sort((one, other) -> one.environment().compareTo(other.environment()));
        return all;
    }

    private static void add(Map<Place, FlowSource> found, Release release) {
        release.nodeList().stream()
                .flatMap(node -> node.request().stream())
                .filter(DeploymentRequest.class::isInstance)
                .map(DeploymentRequest.class::cast)
                .forEach(deployment -> {
                    Place place = new Place(release.id().environment(), deployment.target());
                    FlowSource known = found.get(place);
                    if (known == null || known.asked().isEmpty()) {
                        found.put(
                                place,
                                new FlowSource(
                                        place.environment(),
                                        place.target(),
                                        known == null ? deployment.pin() : known.last(),
                                        known == null ? release.id() : known.from(),
                                        asked(release, deployment)));
                    }
                });
    }

    /** Several choices may have come to the same build; then the one that was made first is the likeliest. */
    private static Optional<BuildSelector> asked(Release release, DeploymentRequest deployment) {
        boolean isOverridden = release.origin().overrides().stream()
                .anyMatch(override -> override.target().equals(deployment.target()));
        return isOverridden
                ? Optional.empty()
                : release.pins().entrySet().stream()
                        .filter(pin -> pin.getValue().equals(deployment.pin()))
                        .flatMap(pin -> BuildSelector.ofText(pin.getKey()).stream())
                        .findFirst();
    }
}
