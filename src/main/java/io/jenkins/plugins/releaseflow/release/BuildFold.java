package io.jenkins.plugins.releaseflow.release;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the events of builds make of a release. Pure functions. */
final class BuildFold {
    private BuildFold() {}

    static Release intended(Release release, ReleaseEvent.BuildIntended event) {
        return with(
                release,
                event.selector(),
                new AwaitedBuild(event.node(), Optional.of(event.request()), event.baseline(), Optional.empty()));
    }

    static Release awaited(Release release, ReleaseEvent.BuildAwaited event) {
        AwaitedBuild known = release.builds().get(event.selector());
        Optional<BuildRequest> request = known == null ? Optional.empty() : known.request();
        Baseline baseline = known == null ? Baseline.empty() : known.baseline();
        return with(
                release,
                event.selector(),
                new AwaitedBuild(event.node(), request, baseline, Optional.of(event.reference())));
    }

    static Release without(Release release, String selector) {
        Map<String, AwaitedBuild> builds = new LinkedHashMap<>(release.builds());
        builds.remove(selector);
        return release.withBuilds(builds);
    }

    private static Release with(Release release, String selector, AwaitedBuild build) {
        Map<String, AwaitedBuild> builds = new LinkedHashMap<>(release.builds());
        builds.put(selector, build);
        return release.withBuilds(builds);
    }
}
