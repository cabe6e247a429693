package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.JDBC;

/**
 * A project whose releases take hardly any time: branch {@code main} changes nothing in its database, {@code next} adds the table invoices and can undo that, and
 * the migration of {@code broken} fails.
 */
final class MigratingProject {
    private final Path directory;

    MigratingProject(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Path repository = Files.createDirectories(directory.resolve("repository"));
        git(repository, "init", "-q", "-b", "main");
        Files.writeString(
                repository.resolve("shop"),
                "exec \"$JAVA_HOME/bin/java\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + classPath() + " "
                        + SmallShop.class.getName() + " \"$@\"\n");
        commit(repository, "select 1", "select 1");
        git(repository, "switch", "-q", "-c", "next");
        commit(repository, "create table invoices (id integer)", "drop table invoices");
        git(repository, "switch", "-q", "-c", "broken");
        commit(repository, "insert into nowhere values (1)", "select 1");
        git(repository, "switch", "-q", "main");
        Files.writeString(directory.resolve("seed.sql"), """
                create table orders (customer text);
                insert into orders values ('Ada');
                """);
        Files.writeString(file(), """
                project: shop
                environments:
                  production: { branches: [main] }
                addons:
                  orders: { type: sqlite, seed: seed.sql }
                builds:
                  shop-build:
                    repository: repository
                    branches: [main, next, broken]
                    command: cp shop up.sql down.sql "$BUILD_DIR"
                jobs:
                  migrate:
                    build: shop-build
                    command: sh shop up.sql
                    environment: { DATABASE: "${addons.orders.path}" }
                services:
                  shop:
                    build: shop-build
                    command: sh shop
                    cd: false
                """);
        Files.writeString(jenkinsfile(), """
                releaseFlow(environment: 'production', name: "shop-${env.BUILD_NUMBER}") {
                    runBackup addon: 'orders', type: 'dump'
                    deployBuild build: 'shop-build', branch: 'main', target: job('migrate')
                    runJob job: 'migrate', migration: 'reversible', undo: 'sh shop down.sql'
                    deployService service: 'shop', build: 'shop-build', branch: 'main'
                }
                """);
    }

    /** The project file. */
    Path file() {
        return directory.resolve("rehearsal.yaml");
    }

    Path jenkinsfile() {
        return directory.resolve("Jenkinsfile");
    }

    private static String classPath() {
        return place(SmallShop.class)
                + File.pathSeparator
                + place(JDBC.class)
                + File.pathSeparator
                + place(org.slf4j.Logger.class);
    }

    private static String place(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static void commit(Path repository, String up, String down) throws IOException {
        Files.writeString(repository.resolve("up.sql"), up + "\n");
        Files.writeString(repository.resolve("down.sql"), down + "\n");
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", up);
    }

    private static void git(Path repository, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }
}
