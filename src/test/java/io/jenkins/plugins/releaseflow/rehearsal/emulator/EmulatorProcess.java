package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** An emulator in a process of its own, which a test can kill. */
public final class EmulatorProcess implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final String token;
    private final URI service;

    private EmulatorProcess(Process process, URI address, String token, URI service) {
        this.process = process;
        this.address = address;
        this.token = token;
        this.service = service;
    }

    static EmulatorProcess start(Shop shop) throws IOException {
        return start(shop, Duration.ZERO);
    }

    /**
     * Starts one.
     *
     * @param pace how long each stage of a backup takes at least
     */
    public static EmulatorProcess start(Shop shop, Duration pace) throws IOException {
        return start(shop, pace, 0, "");
    }

    /** Starts another one where this one was, once this one is gone. */
    public EmulatorProcess next(Shop shop) throws IOException {
        return start(shop, Duration.ZERO, address.getPort(), token);
    }

    private static EmulatorProcess start(Shop shop, Duration pace, int port, String token) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmulatorProcess.class.getName(),
                        shop.writeProjectFile().toString(),
                        shop.state().toString(),
                        pace.toString(),
                        Integer.toString(port),
                        token)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String address = output.readLine();
        if (address == null) {
            throw new IOException("the emulator did not start; its reason is on standard error");
        }
        return new EmulatorProcess(process, URI.create(address), output.readLine(), URI.create(output.readLine()));
    }

    /** Where its API is. */
    public URI address() {
        return address;
    }

    /** What its clients must send. */
    public String token() {
        return token;
    }

    /** Where the service is reached. */
    public URI service() {
        return service;
    }

    public ApiClient api() {
        return new ApiClient(address, token);
    }

    /** Ends it without any chance to tidy up. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, as an interrupt on the terminal does. */
    public void terminate() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Path file = Path.of(arguments[0]);
        EmulatorOptions options =
                Shop.QUICK.withPace(Duration.parse(arguments[2])).withPort(Integer.parseInt(arguments[3]));
        Emulator emulator = Emulator.start(
                ProjectFile.read(file, file.getParent()),
                Path.of(arguments[1]),
                arguments[4].isEmpty() ? options : options.withToken(arguments[4]));
        System.out.println(emulator.address());
        System.out.println(emulator.token());
        System.out.println(emulator.serviceAddresses().get("web"));
        Thread.currentThread().join();
    }
}
