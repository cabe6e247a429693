package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the platform alone, for clients other than rehearsal. */
@Command(
        name = "emulate",
        mixinStandardHelpOptions = true,
        description = "Serves the platform alone, prints its address and token, and stays until interrupted.")
final class EmulateCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port on 127.0.0.1; default: a free one.")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new WrongUseException(
                    "--port: " + port + " is no port; use one from 1 to " + HIGHEST_PORT + ", or 0 for a free one");
        }
        ProjectFile project = options.readProject();
        QuietLogging.to(options.home());
        boolean first = !RehearsalSession.hasPlatform(options.home());
        try (Emulator emulator = RehearsalSession.startEmulator(
                project, options.home(), EmulatorOptions.defaults().withPort(port), first, System.err)) {
            announce(emulator);
            new CountDownLatch(1).await();
            return Rehearse.RELEASED;
        }
    }

    private void announce(Emulator emulator) {
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            ObjectNode document = ReleaseJson.object();
            document.put("address", emulator.address().toString());
            document.put("token", emulator.token());
            document.put("project", emulator.project());
            ObjectNode services = document.putObject("services");
            emulator.serviceAddresses().forEach((id, address) -> services.put(id, address.toString()));
            out.println(ReleaseJson.text(document));
        } else {
            out.println("Address  " + emulator.address());
            out.println("Token    " + emulator.token());
            out.println("Project  " + emulator.project());
            emulator.serviceAddresses().forEach((id, address) -> out.println("Service  " + id + " " + address));
            out.println("Stays until interrupted (Ctrl-C).");
        }
        out.flush();
    }
}
