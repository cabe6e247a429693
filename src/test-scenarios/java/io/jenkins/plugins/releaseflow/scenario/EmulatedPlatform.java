package io.jenkins.plugins.releaseflow.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * The emulator in a process of its own, with a project that takes no time: one commit, a build that only copies, a small database, and jobs that a shell runs.
 * The job {@code slow} runs until {@link #release()}, and writes a line each time that it begins; builds of {@code slow-app} and instances of the service
 * {@code web} take as long. The job {@code broken} fails, and {@code flaky} fails the first time.
 * {@code undone}, {@code older} and {@code chosen} are for scenarios that leave another build on a job.
 */
public final class EmulatedPlatform implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path directory;
    private final Process process;
    private final URI address;
    private final String token;

    private EmulatedPlatform(Path directory, Process process, JsonNode announced) {
        this.directory = directory;
        this.process = process;
        this.address = URI.create(announced.path("address").asText());
        this.token = announced.path("token").asText();
    }

    /** Starts it below the directory, which must exist. */
    public static EmulatedPlatform start(Path directory) throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("rehearsal.jar", "target/release-flow-rehearsal.jar"));
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing: it is made by pom.xml; run `mvn -DskipTests package` first");
        }
        Path project = writeProject(directory);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "emulate",
                        "--json",
                        "--project",
                        project.toString(),
                        "--home",
                        directory.resolve("platform").toString())
                .directory(directory.toFile())
                .redirectError(directory.resolve("emulator.err").toFile())
                .start();
        return new EmulatedPlatform(directory, process, MAPPER.readTree(firstDocument(process, directory)));
    }

    private static String firstDocument(Process process, Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        var reader = process.inputReader(StandardCharsets.UTF_8);
        String line = reader.readLine();
        while (line != null) {
            text.append(line).append('\n');
            if (line.equals("}")) {
                return text.toString();
            }
            line = reader.readLine();
        }
        throw new IOException("The emulator ended: " + Files.readString(directory.resolve("emulator.err")));
    }

    private static Path writeProject(Path directory) throws IOException, InterruptedException {
        Path repository = Files.createDirectories(directory.resolve("repository"));
        Files.writeString(repository.resolve("version"), "1\n");
        run(repository, "git", "init", "-q", "-b", "main");
        run(repository, "git", "add", "-A");
        run(repository, "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "one");
        String untilReleased = "while [ ! -e '" + directory.resolve("go") + "' ]; do sleep 0.1; done";
        String slow = "echo began >> '" + directory.resolve("began") + "'; echo migrating; " + untilReleased
                + "; echo migrated";
        Files.writeString(directory.resolve("Server.java"), """
                import com.sun.net.httpserver.HttpServer;
                import java.net.InetSocketAddress;

                class Server {
                    public static void main(String[] arguments) throws Exception {
                        int port = Integer.parseInt(System.getenv("PORT"));
                        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                        server.createContext("/", exchange -> {
                            exchange.sendResponseHeaders(204, -1);
                            exchange.close();
                        });
                        server.start();
                    }
                }
                """);
        Files.writeString(directory.resolve("project.yaml"), """
                project: small
                limits: { requestsPerHour: 100000 }
                environments:
                  test: { branches: [main] }
                addons:
                  data: { type: sqlite }
                  data-drill: { type: sqlite }
                  paused: { type: sqlite }
                builds:
                  app:
                    repository: repository
                    branches: [main, side, other]
                    command: cp version "$BUILD_DIR"
                  slow-app:
                    repository: repository
                    branches: [main]
                    ci: false
                    command: |
                      WAIT; cp version "$BUILD_DIR"
                jobs:
                  migrate:
                    build: app
                    command: cat version
                  undone: { build: app, command: cat version }
                  older: { build: app, command: cat version }
                  chosen: { build: app, command: cat version }
                  slow:
                    build: app
                    command: |
                      SLOW
                  broken:
                    build: app
                    command: |
                      echo 'UNIQUE constraint failed: buyers.email'; exit 3
                  flaky:
                    build: app
                    command: |
                      if [ -e 'TRIED' ]; then echo 'the second time'; else touch 'TRIED'; exit 4; fi
                services:
                  web:
                    build: app
                    startLimit: 600
                    command: |
                      WAIT; exec "$JAVA_HOME/bin/java" 'SERVER'
                  web-drill:
                    build: app
                    startLimit: 600
                    command: |
                      exec "$JAVA_HOME/bin/java" 'SERVER'
                """.replace("SLOW", slow)
                .replace("WAIT", untilReleased)
                .replace("TRIED", directory.resolve("tried").toString())
                .replace("SERVER", directory.resolve("Server.java").toString()));
        return directory.resolve("project.yaml");
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + ": " + output);
        }
        return output;
    }

    public String address() {
        return address.toString();
    }

    public String token() {
        return token;
    }

    /** How often the job {@code slow} began. */
    public int begun() throws IOException {
        Path began = directory.resolve("began");
        return Files.exists(began) ? Files.readAllLines(began).size() : 0;
    }

    /** Lets the runs of the job {@code slow} end. */
    public void release() throws IOException {
        Files.writeString(released(), "");
    }

    /** Has it be as at the start, but for what was built and deployed: the job {@code slow} waits again and was never run, and no request goes wrong. */
    public void reset() throws IOException, InterruptedException {
        for (String file : List.of("go", "began", "tried")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        send(HttpRequest.newBuilder(address.resolve("/emulator/faults")).DELETE());
    }

    /** Lets requests go wrong; the rule is that of the emulator's faults. */
    public void fault(String rule) throws IOException, InterruptedException {
        post("/emulator/faults", rule);
    }

    /** A new commit on a branch, with that version in it, which the platform builds. */
    public void build(String branch, String version) throws IOException, InterruptedException {
        Path repository = directory.resolve("repository");
        run(repository, "git", "checkout", "-q", "-B", branch);
        Files.writeString(repository.resolve("version"), version + "\n");
        run(
                repository,
                "git",
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "commit",
                "-q",
                "-a",
                "-m",
                version);
        String commit = run(repository, "git", "rev-parse", "HEAD").strip();
        Awaiting.until("commit " + version + " of " + branch + " is built", () -> isBuilt(commit));
    }

    private boolean isBuilt(String commit) {
        try {
            for (JsonNode build : get("/services/app/build").path("builds")) {
                if (build.path("sha").asText().equals(commit)
                        && build.path("status").asText().equals("SUCCESS")) {
                    return true;
                }
            }
            return false;
        } catch (IOException notNow) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Has a database not run, so that a backup of it and a restore wait. */
    public void pause(String addon) throws IOException, InterruptedException {
        post("/v1/projects/small/addons/" + addon + "/pause", "");
    }

    public void resume(String addon) throws IOException, InterruptedException {
        post("/v1/projects/small/addons/" + addon + "/resume", "");
    }

    /** A file that {@code sh} can wait for: it is there once {@link #release()} was called. */
    public Path released() {
        return directory.resolve("go");
    }

    /** What the API shows at a path below the project. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return MAPPER.readTree(send(HttpRequest.newBuilder(address.resolve("/v1/projects/small" + path))))
                .path("data");
    }

    /** How often something below the project was asked for; it keeps the last ten thousand requests. */
    public long asked(String method, String path) throws IOException, InterruptedException {
        JsonNode requests = MAPPER.readTree(send(HttpRequest.newBuilder(address.resolve("/emulator/requests"))));
        return StreamSupport.stream(requests.path("data").spliterator(), false)
                .filter(request -> request.path("method").asText().equals(method)
                        && request.path("path").asText().equals("/v1/projects/small" + path))
                .count();
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
