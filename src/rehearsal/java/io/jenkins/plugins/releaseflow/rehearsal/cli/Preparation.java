package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the command of the project file that comes before each rehearsal. */
final class Preparation {
    private Preparation() {}

    static void run(ProjectFile project, Path home, PrintStream progress) throws InterruptedException {
        if (project.prepare().isEmpty()) {
            return;
        }
        String command = project.prepare().get().replace("${home}", quoted(home));
        try {
            Files.createDirectories(home);
            Process process = new ProcessBuilder("sh", "-c", command)
                    .directory(project.directory().toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            progress.print(output);
            if (process.waitFor() != 0) {
                throw new WrongUseException(project.file() + ": prepare failed with exit code " + process.exitValue()
                        + ": " + command + "; its output stands above");
            }
        } catch (IOException failure) {
            throw new WrongUseException(project.file() + ": prepare can't be run: " + failure.getMessage());
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
