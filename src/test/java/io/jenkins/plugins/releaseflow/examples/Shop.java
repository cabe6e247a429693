package io.jenkins.plugins.releaseflow.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shop of {@code examples/shop} in a directory: its repository, its builds and its database, driven as a platform would. */
final class Shop {

    private final Path home;
    private final Path repository;
    private final Path database;

    Shop(Path home) {
        this.home = home;
        this.repository = home.resolve("shop.git");
        this.database = home.resolve("orders.db");
    }

    /** How a command ended. */
    record Ended(int exitCode, String output) {}

    Ended pushNextCommit() {
        return run(Path.of(""), Map.of(), "examples/shop/push-next-commit", repository.toString());
    }

    /** What git says, without the last line end. */
    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "--git-dir", repository.toString()));
        command.addAll(List.of(arguments));
        Ended git = run(Path.of(""), Map.of(), command.toArray(String[]::new));
        if (git.exitCode() != 0) {
            throw new AssertionError(git.output());
        }
        return git.output().stripTrailing();
    }

    /** Builds a commit as the build service of {@code rehearsal.yaml} does, and returns the build's directory. */
    Path build(String revision) throws IOException {
        Path source = Files.createDirectory(home.resolve("source-" + revision));
        Path build = Files.createDirectory(home.resolve("build-" + revision));
        git("--work-tree", source.toString(), "checkout", "--force", revision, "--", ".");
        Map<String, String> environment = Map.of("SOURCE_DIR", source.toString(), "BUILD_DIR", build.toString());
        Ended built = run(source, environment, "sh", "build.sh");
        if (built.exitCode() != 0) {
            throw new AssertionError(built.output());
        }
        return build;
    }

    void seed() throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(Files.readString(Path.of("examples/shop/seed.sql")));
        }
    }

    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    Ended migrate(Path build) {
        return run(build, environment(build), java(build, "shop.Migrate"));
    }

    /** Starts the service of a build, and returns when it listens. */
    Service start(Path build) throws IOException {
        Process process =
                process(build, environment(build), java(build, "shop.Shop")).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("listens on port ")) {
                return new Service(process, Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }
        throw new AssertionError("the service of " + build + " ended before it listened");
    }

    /** A running service; closing it ends its process. */
    record Service(Process process, int port) implements AutoCloseable {

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            URI address = URI.create("http://127.0.0.1:" + port + path);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    private Map<String, String> environment(Path build) {
        return Map.of("BUILD_DIR", build.toString(), "DATABASE", database.toString(), "PORT", "0");
    }

    private static String[] java(Path build, String mainClass) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new String[] {java, "-XX:TieredStopAtLevel=1", "-cp", build + "/classes:" + build + "/lib/*", mainClass};
    }

    private static Ended run(Path directory, Map<String, String> environment, String... command) {
        try {
            Process process = process(directory, environment, command).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.onExit().join().exitValue(), output);
        } catch (IOException e) {
            throw new AssertionError("cannot run " + Stream.of(command).toList(), e);
        }
    }

    private static ProcessBuilder process(Path directory, Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(directory.toAbsolutePath().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }
}
