package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildCatalog;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Surroundings;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ManagedProcess;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.PortLease;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ServiceSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Starts a service's processes, and ends those that an earlier emulator left behind. */
final class InstanceStarter {

    private final String id;
    private final ServiceSpec spec;
    private final Path directory;
    private final BuildCatalog builds;
    private final Surroundings surroundings;
    private final LogFile log;
    private final Host host;
    private final RandomGenerator random = new SecureRandom();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    InstanceStarter(
            String id,
            ServiceSpec spec,
            Path directory,
            BuildCatalog builds,
            Surroundings surroundings,
            LogFile log,
            Host host) {
        this.id = id;
        this.spec = spec;
        this.directory = directory;
        this.builds = builds;
        this.surroundings = surroundings;
        this.log = log;
        this.host = host;
    }

    /** Starts a process of the deployment on a free port. */
    Instance start(Deployment deployment, boolean restart) {
        String name =
                id + "-" + deployment.shortName() + "-" + host.identifiers().suffix();
        Path build = builds.directory(deployment);
        Map<String, String> environment = surroundings.of(spec.environment(), deployment, build);
        Path traces = directory.resolve(name);
        PortLease lease = lease();
        try {
            environment.put("PORT", Integer.toString(lease.port()));
            ManagedProcess process = ManagedProcess.start(
                    traces, build, builds.command(deployment, spec.command()), environment, log, name);
            return new Instance(
                    name,
                    traces,
                    deployment,
                    lease,
                    process,
                    new HealthProbe(lease.port(), spec.health(), http),
                    host.clock().instant(),
                    restart,
                    CommandPlace.of(build, environment));
        } catch (UncheckedIOException | Refusal failure) {
            lease.close();
            throw failure;
        }
    }

    private PortLease lease() {
        try {
            return PortLease.take(random);
        } catch (IOException failure) {
            throw new UncheckedIOException("no free port", failure);
        }
    }

    /** Ends what an earlier emulator that was killed left running. */
    void endLeftovers() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> leftovers = entries.toList();
            for (Path traces : leftovers) {
                ManagedProcess.reattach(traces, log, traces.getFileName().toString())
                        .end(host.grace());
                DurableFiles.delete(traces);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot clear " + directory, failure);
        }
    }
}
