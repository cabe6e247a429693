package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Northflank's commands in a container: here a process of this machine, in the directory and the environment of the resource's process. It has no input, and runs as the
 * emulator's own user, whoever is asked for. */
final class CommandSocket {
    private static final int CHUNK = 8192;

    private final Function<Call, CommandPlace> places;
    private final SocketFrames frames;
    private final Host host;

    CommandSocket(Function<Call, CommandPlace> places, SocketFrames frames, Host host) {
        this.places = places;
        this.frames = frames;
        this.host = host;
    }

    void configure(WsConfig socket) {
        frames.onFirst(socket, this::begin);
    }

    private void begin(WsContext context, JsonNode data) {
        try {
            List<String> command = command(data.path("context"));
            CommandPlace place = places.apply(Call.of(context));
            frames.send(context, "init", Map.of("auth", "successful"));
            host.work(() -> run(context, command, place));
        } catch (Refusal refusal) {
            frames.refuse(context, refusal.getMessage());
        }
    }

    private static List<String> command(JsonNode context) {
        JsonNode given = context.path("command");
        List<String> words = new ArrayList<>();
        given.forEach(word -> words.add(word.asText()));
        if (words.isEmpty() && !given.asText().isEmpty()) {
            words.addAll(List.of("sh", "-c", given.asText()));
        }
        if (words.isEmpty()) {
            throw Refusal.invalid("context.command is missing");
        }
        return words;
    }

    private void run(WsContext context, List<String> command, CommandPlace place) {
        Optional<Path> own = place.programs();
        try {
            ProcessBuilder builder = new ProcessBuilder(withOwn(command, own)).redirectInput(new File("/dev/null"));
            place.directory().ifPresent(directory -> builder.directory(directory.toFile()));
            builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(place.environment());
            own.ifPresent(directory -> builder.environment()
                    .merge("PATH", directory.toString(), (path, first) -> first + File.pathSeparator + path));
            Process process = builder.start();
            CountDownLatch complaints = new CountDownLatch(1);
            host.work(() -> {
                pass(context, "stdErr", process.getErrorStream());
                complaints.countDown();
            });
            pass(context, "stdOut", process.getInputStream());
            complaints.await();
            int code = process.waitFor();
            frames.send(context, "completion", Map.of("exitCode", code, "status", code == 0 ? "Success" : "Failure"));
        } catch (IOException notThere) {
            frames.refuse(context, command.get(0) + " can't be run: " + notThere.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** A program is looked for on our own PATH when it is started, not on that of its environment. */
    private static List<String> withOwn(List<String> command, Optional<Path> own) {
        List<String> found = new ArrayList<>(command);
        own.map(directory -> directory.resolve(command.get(0)))
                .filter(program -> program.toFile().canExecute())
                .ifPresent(program -> found.set(0, program.toString()));
        return found;
    }

    private void pass(WsContext context, String type, InputStream output) {
        char[] chunk = new char[CHUNK];
        try (Reader reader = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            for (int length = reader.read(chunk); length > 0; length = reader.read(chunk)) {
                frames.send(context, type, new String(chunk, 0, length));
            }
        } catch (IOException ended) {
            // The exit code tells how it ended.
            return;
        }
    }
}
