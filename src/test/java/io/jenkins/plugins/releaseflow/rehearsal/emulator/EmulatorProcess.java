package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An emulator in a process of its own, which a test can kill. */
final class EmulatorProcess implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final String token;

    private EmulatorProcess(Process process, URI address, String token) {
        this.process = process;
        this.address = address;
        this.token = token;
    }

    static EmulatorProcess start(Shop shop) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmulatorProcess.class.getName(),
                        shop.writeProjectFile().toString(),
                        shop.state().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new EmulatorProcess(process, URI.create(output.readLine()), output.readLine());
    }

    ApiClient api() {
        return new ApiClient(address, token);
    }

    /** Ends it without any chance to tidy up. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, as an interrupt on the terminal does. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path file = Path.of(arguments[0]);
        Emulator emulator = Emulator.start(ProjectFile.read(file, file.getParent()), Path.of(arguments[1]), Shop.QUICK);
        System.out.println(emulator.address());
        System.out.println(emulator.token());
        Thread.currentThread().join();
    }
}
