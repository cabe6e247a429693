package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
    private static final String PROJECT_FILE = "rehearsal.yaml";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where everything that rehearsal keeps lies; default: target/rehearsal.")
    private Optional<Path> home = Optional.empty();

    @Option(
            names = "--project",
            paramLabel = "FILE",
            description = "What describes the platform; default: rehearsal.yaml here, else Release Flow's own.")
    private Optional<Path> project = Optional.empty();

    @Option(
            names = "--json",
            description = "Print one JSON document on standard output; progress goes to standard error.")
    private boolean json;

    /** The same options for another command. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--home", home().toString()));
        project.ifPresent(file -> arguments.addAll(List.of("--project", file.toString())));
        if (json) {
            arguments.add("--json");
        }
        return arguments;
    }

    boolean json() {
        return json;
    }

    Path home() {
        return home.orElseGet(() -> base().resolve("target/rehearsal"))
                .toAbsolutePath()
                .normalize();
    }

    /** What another command has to be given to mean the same home; empty where that is the default. */
    String homeOption() {
        return home.map(folder -> " --home '" + folder + "'").orElse("");
    }

    ProjectFile readProject() {
        Path file = project.orElseGet(() -> base().resolve(PROJECT_FILE));
        if (!Files.isRegularFile(file)) {
            throw new WrongUseException("--project: there is no file " + file + "; write one, or name another");
        }
        try {
            return ProjectFile.read(file, home());
        } catch (ProjectFileException wrong) {
            throw new WrongUseException(wrong.getMessage());
        }
    }

    /** The folder that files are taken from when none is named: the current one, or Release Flow's own when that has none. */
    Path base() {
        Path here = Path.of("").toAbsolutePath();
        String repository = System.getProperty("rehearse.repository", "");
        return Files.exists(here.resolve(PROJECT_FILE)) || repository.isEmpty() ? here : Path.of(repository);
    }

    /** Where a Jenkins keeps its files in that home. */
    Path jenkinsHome() {
        return home().resolve("jenkins");
    }

    /** The ledger, for reading. */
    Ledger ledger() {
        return new Ledger(jenkinsHome().resolve("release-flow"));
    }
}
