package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The project that the tests play: a real repository, a real database with rows, a job and a service. */
public final class Shop implements AutoCloseable {
    static final String COPY = "cp -R \"$SOURCE_DIR\"/. \"$BUILD_DIR\" && rm -rf \"$BUILD_DIR/.git\"";

    /** Patience that fits tests. */
    public static final EmulatorOptions QUICK =
            EmulatorOptions.defaults().withGrace(Duration.ofMillis(500)).withCommitPoll(Duration.ofMillis(200));

    private final Path directory;
    private final Path repository;
    private String yaml;
    private EmulatorOptions options = QUICK;
    private Emulator emulator;

    public Shop(Path directory) throws IOException {
        this.directory = directory;
        this.repository = Files.createDirectories(directory.resolve("repository"));
        git("init", "-q", "-b", "main");
        Files.writeString(
                directory.resolve("seed.sql"),
                "create table orders (id integer primary key, item text);\n"
                        + "insert into orders (item) values ('tea');\ninsert into orders (item) values ('milk; fresh');\n");
        yaml = """
                project: shop
                addons:
                  orders: { type: sqlite, seed: seed.sql }
                builds:
                  shop-build:
                    repository: repository
                    branches: [main, 'feature/*']
                    command: '%s'
                jobs:
                  migrate:
                    build: shop-build
                    command: 'echo "migrating $DATABASE with $(cat version)"'
                    environment: { DATABASE: '${addons.orders.path}', DATABASE_URL: '${addons.orders.url}' }
                services:
                  web:
                    build: shop-build
                    command: 'exec "%s" -Xshare:auto -XX:TieredStopAtLevel=1 -cp "%s" %s'
                    health: /health
                    startLimit: 20
                """.formatted(
                        COPY,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Path.of("target/test-classes").toAbsolutePath(),
                        ShopServer.class.getName());
    }

    private Shop(Path directory, String yaml, EmulatorOptions options) {
        this.directory = directory;
        this.repository = directory.resolve("repository");
        this.yaml = yaml;
        this.options = options;
    }

    /**
     * Another project that stands where this one does, with nothing of it running.
     *
     * @param copy a folder that is missing or empty
     */
    public Shop copyTo(Path copy) throws IOException {
        return copyTo(copy, this);
    }

    /**
     * A project like this one that stands where another does, with nothing of it running.
     *
     * @param copy a folder that is missing or empty
     */
    public Shop copyTo(Path copy, Shop other) throws IOException {
        try (Stream<Path> files = Files.walk(other.directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(other.directory.relativize(file));
                if (!Files.isDirectory(target)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return new Shop(copy, yaml, options);
    }

    Path directory() {
        return directory;
    }

    Path state() {
        return directory.resolve("state");
    }

    public Shop with(EmulatorOptions other) {
        options = other;
        return this;
    }

    /** Changes the project file. */
    public Shop replace(String what, String by) {
        if (!yaml.contains(what)) {
            throw new AssertionError(what + " is not in " + yaml);
        }
        yaml = yaml.replace(what, by);
        return this;
    }

    Path writeProjectFile() throws IOException {
        return Files.writeString(directory.resolve("rehearsal.yaml"), yaml);
    }

    public Shop start() throws IOException {
        emulator = Emulator.start(ProjectFile.read(writeProjectFile(), directory), state(), options);
        return this;
    }

    Shop restart() throws IOException {
        emulator.close();
        return start();
    }

    public Emulator emulator() {
        return emulator;
    }

    public ApiClient api() {
        return new ApiClient(emulator.address(), emulator.token());
    }

    /** Commits a file that says the version; answers the commit. */
    public String commit(String version) throws IOException {
        return commit("main", version, Map.of());
    }

    public String commit(String branch, String version, Map<String, String> files) throws IOException {
        if (!git("branch", "--list", branch).isBlank()
                || git("branch", "--list").isBlank()) {
            git("checkout", "-q", "-B", branch);
        } else {
            git("checkout", "-q", "-b", branch);
        }
        Files.writeString(repository.resolve("version"), version + "\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(repository.resolve(file.getKey()), file.getValue());
        }
        git("add", "-A");
        git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "--allow-empty", "-m", version);
        return git("rev-parse", "HEAD").strip();
    }

    String git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return output;
    }

    /** Waits until the commit has a successful build; answers the build. */
    public JsonNode built(String sha) {
        return Waiting.until(
                () -> {
                    for (JsonNode build :
                            api().get("/services/shop-build/build").path("builds")) {
                        if (build.path("sha").asText().equals(sha)
                                && build.path("status").asText().equals("SUCCESS")) {
                            return build;
                        }
                    }
                    return MissingNode.getInstance();
                },
                found -> !found.isMissingNode());
    }

    public String deployJob(String sha) {
        String buildId = built(sha).path("id").asText();
        api().post("/jobs/migrate/deployment", "{\"internal\":{\"buildId\":\"" + buildId + "\"}}");
        return buildId;
    }

    JsonNode concluded(String runId) {
        return Waiting.until(() -> api().get("/jobs/migrate/runs/" + runId), run -> run.path("concluded")
                .asBoolean());
    }

    List<String> runLog(String runId) {
        List<String> lines = new ArrayList<>();
        api().get("/jobs/migrate/logs?queryType=range&direction=forward&lineLimit=1000&runId=" + runId)
                .forEach(line -> lines.add(line.path("log").asText()));
        return lines;
    }

    /** Deploys to the service and waits until the deployment has come to its end; answers its status. */
    public String deployService(String sha) {
        String buildId = built(sha).path("id").asText();
        api().post("/services/web/deployment", "{\"internal\":{\"buildId\":\"" + buildId + "\"}}");
        return settledService();
    }

    public String settledService() {
        return Waiting.until(
                () -> api().get("/services/web").at("/status/deployment/status").asText(),
                status -> status.equals("COMPLETED") || status.equals("FAILED"));
    }

    public String ask(String path) throws IOException {
        return ask(service().resolve(path));
    }

    /** What a service answers. */
    public static String ask(URI page) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(page)
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Where the service is reached. */
    public URI service() {
        return emulator.serviceAddresses().get("web");
    }

    /** The first column of what a query finds in the live database. */
    List<String> query(String sql) throws SQLException {
        return query(Path.of(emulator.databases().get("orders").get("path")), sql);
    }

    static List<String> query(Path database, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        emulator.databases().get("orders").get("jdbcUrl"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() {
        if (emulator != null) {
            emulator.close();
        }
    }
}
