package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What people are offered and ask for to have a job release, behind pages, REST and rehearsal alike. Asks for no permission: who calls it has. Reads the disk and
 * waits a bounded time for the platform, so it must not be called on the engine's threads. Safe for use by many threads.
 */
@Restricted(NoExternalUse.class)
public final class RunControl {
    private final Ledger ledger;
    private final Platforms platforms;
    private final BuildStarter builds;
    private final BoundedWait wait;

    /**
     * @param builds starts the build that releases
     * @param patience how long a caller is kept waiting for the platform
     */
    public RunControl(Ledger ledger, Platforms platforms, BuildStarter builds, Duration patience) {
        this.ledger = ledger;
        this.platforms = platforms;
        this.builds = builds;
        this.wait = new BoundedWait(patience);
    }

    /** What the job's flow would release now, target by target, and which other builds the platform offers. */
    public ControlAnswer offer(String job) {
        return wait.answering(() -> {
            ObjectNode document = ReleaseJson.object();
            document.put("job", job);
            ArrayNode environments = document.putArray("environments");
            Map<String, List<FlowSource>> sources = FlowSource.of(ledger, job).stream()
                    .collect(Collectors.groupingBy(FlowSource::environment, LinkedHashMap::new, Collectors.toList()));
            // All platforms are asked before any is waited for, and for all there is one wait.
            Map<String, AskedBuilds> asked = new LinkedHashMap<>();
            sources.forEach((environment, targets) -> asked.put(environment, ask(job, environment, services(targets))));
            wait.result(CompletableFuture.allOf(asked.values().stream()
                            .flatMap(AskedBuilds::underWay)
                            .toArray(CompletableFuture<?>[]::new))
                    .thenApply(all -> true));
            sources.forEach((environment, targets) -> environments.add(
                    environment(environment, targets, asked.get(environment).now())));
            return ControlAnswer.of(document);
        });
    }

    /**
     * Starts a build of the job.
     *
     * @param who id of the user who asks
     */
    public ControlAnswer start(String job, OverrideForm form, String who) {
        return wait.answering(() -> {
            RunOverrides overrides = form.read(who);
            RollbackStarter.Started started = builds.start(job, overrides, who);
            ObjectNode document = ReleaseJson.object();
            document.put("job", job);
            started.build().ifPresent(build -> document.put("build", build));
            started.url().ifPresent(url -> document.put("url", url));
            return ControlAnswer.of(
                    HttpURLConnection.HTTP_ACCEPTED,
                    "The release is started"
                            + started.build().map(build -> " as " + build).orElse(""),
                    document);
        });
    }

    private static ObjectNode environment(
            String environment, List<FlowSource> sources, Map<String, OfferedBuilds> offered) {
        ObjectNode json = ReleaseJson.object();
        json.put("environment", environment);
        ArrayNode targets = json.putArray("targets");
        sources.forEach(source -> targets.add(target(source, offered)));
        ArrayNode services = json.putArray("services");
        offered.values().forEach(service -> services.add(service.json()));
        return json;
    }

    private static ObjectNode target(FlowSource source, Map<String, OfferedBuilds> offered) {
        ObjectNode json = ReleaseJson.object();
        json.put("target", source.target().toString());
        json.set("last", ReleaseJson.of(source.last()));
        json.put("lastRelease", source.from().number());
        service(source).ifPresent(service -> json.put("service", service));
        source.asked().ifPresent(selector -> {
            json.set("asks", OverrideJson.of(selector));
            Optional.ofNullable(offered.get(selector.buildService()))
                    .flatMap(builds -> builds.chosenBy(selector))
                    .ifPresent(build -> json.set("takes", ReleaseJson.of(build.pin())));
        });
        return json;
    }

    private static Optional<String> service(FlowSource source) {
        return source.asked()
                .map(BuildSelector::buildService)
                .or(() -> source.last() instanceof BuildPin pin ? Optional.of(pin.buildService()) : Optional.empty());
    }

    private static Set<String> services(List<FlowSource> sources) {
        return sources.stream()
                .flatMap(source -> service(source).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private AskedBuilds ask(String job, String environment, Set<String> services) {
        try {
            Platform platform = platforms.of(environment, new Origin("", "", job, "", ""));
            return AskedBuilds.of(platform, services);
        } catch (IllegalArgumentException unconfigured) {
            return AskedBuilds.refused(services, String.valueOf(unconfigured.getMessage()));
        }
    }
}
