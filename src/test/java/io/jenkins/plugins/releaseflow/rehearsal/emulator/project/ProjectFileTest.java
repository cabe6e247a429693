package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectFileTest {
    private static final String COMPLETE = """
            project: shop
            prepare: examples/shop/push-next-commit
            environments:
              production: { branches: [main] }
            addons:
              orders: { type: sqlite, seed: seed.sql }
            builds:
              shop-build: { repository: "${home}/shop.git", branches: [main, "release/*"], command: sh build.sh, ci: false }
            jobs:
              migrate:
                build: shop-build
                command: ./migrate
                environment: { DATABASE: "${addons.orders.path}", KEEP: "${home}/kept", RETRIES: 3 }
                timeLimit: 60
                retries: 1
                runOnSourceChange: cd-promote
                cd: true
            services:
              web: { build: shop-build, command: ./serve, port: 8085, health: /health, startLimit: 5, cd: true }
            limits: { requestsPerHour: 500, enforce: true }
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void makeSeed() throws IOException {
        Files.writeString(directory.resolve("seed.sql"), "");
    }

    @Test
    void everythingIsRead() throws IOException {
        ProjectFile file = read(COMPLETE);
        assertThat(file.project()).isEqualTo("shop");
        assertThat(file.prepare()).contains("examples/shop/push-next-commit");
        assertThat(file.directory()).isEqualTo(directory);
        assertThat(file.environments().get("production").branches()).containsExactly("main");
        assertThat(file.addons().get("orders").seed()).contains(directory.resolve("seed.sql"));
        BuildSpec build = file.builds().get("shop-build");
        assertThat(build.repository()).isEqualTo(directory.resolve("home/shop.git"));
        assertThat(build.branches()).containsExactly("main", "release/*");
        assertThat(build.ci()).isFalse();
        JobSpec job = file.jobs().get("migrate");
        assertThat(job.environment())
                .containsEntry("DATABASE", "${addons.orders.path}")
                .containsEntry("KEEP", directory.resolve("home/kept").toString())
                .containsEntry("RETRIES", "3");
        assertThat(job.timeLimit()).isEqualTo(60);
        assertThat(job.retries()).isEqualTo(1);
        assertThat(job.runOnSourceChange()).isEqualTo("cd-promote");
        ServiceSpec service = file.services().get("web");
        assertThat(service.port()).isEqualTo(8085);
        assertThat(service.health()).contains("/health");
        assertThat(service.cd()).isTrue();
        assertThat(file.limits()).isEqualTo(new LimitsSpec(500, true));
    }

    @Test
    void onlyTheProjectIsRequired() throws IOException {
        ProjectFile file = read("project: shop\n");
        assertThat(file.addons()).isEmpty();
        assertThat(file.limits()).isEqualTo(LimitsSpec.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "command: ./migrate | comand: ./migrate | 12:5: unknown key 'comand' in 'migrate'; did you mean 'command'?",
                "project: shop | project: [shop] | 1:10: 'project' must be a text, not a list",
                "project: shop | project: The Shop | 1:10: 'project' is 'The Shop' but must be made of lower-case",
                "timeLimit: 60 | timeLimit: soon | 14:16: 'timeLimit' is 'soon' but must be a whole number from 1",
                "port: 8085 | port: 808500 | 19:53: 'port' is 808500 but must be from 0 to 65535",
                "ci: false | ci: maybe | 8:106: 'ci' must be true or false, not 'maybe'",
                "type: sqlite | type: sqlit | 6:19: 'type' is 'sqlit'; did you mean 'sqlite'?; it must be one of: sqlite, postgres",
                "seed: seed.sql | seed: sed.sql | 6:33: 'seed' names",
                "build: shop-build | build: shop-biuld | 11:12: there is no build service 'shop-biuld'; did you mean"
                        + " 'shop-build'?",
                "${addons.orders.path} | ${addons.order.path} | 13:30: unknown reference '${addons.order.path}'; did you"
                        + " mean 'addons.orders.path'?",
                "web: { | shop-build: { | 19:15: 'shop-build' is a build service and a deployment service",
                "branches: [main] | branches: main | 4:27: 'branches' must be a list, such as [main], not 'main'",
                "health: /health | health: health | 19:67: 'health' is 'health' but must be a path that starts with '/'",
                "limits: | addons: | 20:1: 'addons' is defined twice",
                "cd-promote | sometimes | 16:24: 'runOnSourceChange' is 'sometimes'",
                "enforce: true } | enforce: true | not valid YAML",
            })
    void aMistakeIsNamedWithItsPlace(String what, String by, String message) {
        assertThat(COMPLETE).contains(what);
        assertThatThrownBy(() -> read(COMPLETE.replaceFirst(Pattern.quote(what), by.replace("$", "\\$"))))
                .isInstanceOf(ProjectFileException.class)
                .hasMessageStartingWith(directory.resolve("rehearsal.yaml") + ":")
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFileAndAnEmptyOneAreSaid() {
        assertThatThrownBy(() -> ProjectFile.read(directory.resolve("none.yaml"), directory))
                .hasMessageEndingWith("none.yaml: there is no such file; write one, or name another");
        assertThatThrownBy(() -> read("")).hasMessageContaining("the file is empty; start it with 'project: NAME'");
        assertThatThrownBy(() -> read("addons: {}\n")).hasMessageContaining("'the file' has no 'project'; add one");
    }

    private ProjectFile read(String yaml) throws IOException {
        return ProjectFile.read(
                Files.writeString(directory.resolve("rehearsal.yaml"), yaml), directory.resolve("home"));
    }
}
