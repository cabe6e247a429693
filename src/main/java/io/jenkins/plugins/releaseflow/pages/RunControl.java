package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
            sources.forEach((environment, targets) -> environments.add(environment(job, environment, targets)));
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

    private ObjectNode environment(String job, String environment, List<FlowSource> sources) {
        Map<String, OfferedBuilds> offered = offered(job, environment, sources);
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

    private Map<String, OfferedBuilds> offered(String job, String environment, List<FlowSource> sources) {
        Set<String> services = sources.stream()
                .flatMap(source -> service(source).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, OfferedBuilds> offered = new LinkedHashMap<>();
        try {
            Platform platform = platforms.of(environment, new Origin("", "", job, "", ""));
            Map<String, CompletionStage<OfferedBuilds>> asked = new HashMap<>();
            services.forEach(service -> asked.put(service, ask(platform, service)));
            services.forEach(service -> offered.put(service, answer(service, asked.get(service))));
        } catch (IllegalArgumentException unconfigured) {
            services.forEach(
                    service -> offered.put(service, nothing(service, String.valueOf(unconfigured.getMessage()))));
        }
        return offered;
    }

    private static CompletionStage<OfferedBuilds> ask(Platform platform, String service) {
        CompletionStage<List<SucceededBuild>> builds = platform.succeededBuilds(service);
        CompletionStage<List<String>> branches = platform.branches(service);
        return builds.thenCombine(
                branches, (listed, names) -> new OfferedBuilds(service, listed, names, Optional.empty()));
    }

    /** What can't be had is missing, and the page says why: a name and a commit can be typed all the same. */
    private OfferedBuilds answer(String service, CompletionStage<OfferedBuilds> asked) {
        try {
            return wait.result(asked).orElseGet(() -> nothing(service, "The platform takes long to answer"));
        } catch (CompletionException failure) {
            Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
            return nothing(service, String.valueOf(cause.getMessage()));
        }
    }

    private static OfferedBuilds nothing(String service, String problem) {
        return new OfferedBuilds(service, List.of(), List.of(), Optional.of(problem));
    }
}
