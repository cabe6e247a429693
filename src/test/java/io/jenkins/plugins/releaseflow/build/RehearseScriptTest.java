package io.jenkins.plugins.releaseflow.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./rehearse} in a repository of its own, with a JDK and a Maven that only say what they were asked. */
class RehearseScriptTest {

    private static final String JAVA_17 =
            "[ \"$1\" = -version ] && echo 'openjdk version \"17.0.1\"' >&2 || echo java \"$@\"";

    @TempDir
    private Path directory;

    private Path repository;
    private Path tools;

    @BeforeEach
    void makeARepositoryThatWasNeverBuilt() throws IOException {
        repository = Files.createDirectory(directory.resolve("repository")).toRealPath();
        tools = Files.createDirectories(directory.resolve("tools/bin")).toRealPath();
        Files.copy(Path.of("rehearse"), repository.resolve("rehearse"));
        Files.createDirectories(repository.resolve("src/main"));
        Files.writeString(repository.resolve("pom.xml"), "");
        tool("java", JAVA_17);
        tool("javac", "exit 0");
        tool("mvn", "touch target/release-flow-rehearsal.jar");
    }

    @Test
    void buildsOnFirstUseAndSaysSoOnce() throws Exception {
        String jar = repository.resolve("target/release-flow-rehearsal.jar").toString();

        assertThat(rehearse("show", "3"))
                .startsWith("Building Release Flow (first use, about a minute); the log is " + repository)
                .endsWith("java -Drehearse.repository=" + repository + " -jar " + jar + " show 3\n(exit code 0)");
        assertThat(rehearse("releases")).startsWith("java -Drehearse.repository=");
    }

    @Test
    void buildsAgainWhenASourceIsNewerThanTheJar() throws Exception {
        rehearse();
        Path source = Files.writeString(repository.resolve("src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(rehearse()).startsWith("Building Release Flow (its sources have changed)");
    }

    @Test
    void showsWhyABuildFailedAndWhereItsLogIs() throws Exception {
        tool("mvn", "echo '[INFO] starting'; echo '[ERROR] New.java:[1,1] class expected'; exit 1");

        assertThat(rehearse())
                .contains("\n[ERROR] New.java:[1,1] class expected\nrehearse: the build failed; the lines above and "
                        + repository.resolve("target/rehearse-build.log"))
                .doesNotContain("starting")
                .endsWith("(exit code 2)");
    }

    @Test
    void anOlderJdkIsNamedWithTheRemedy() throws Exception {
        tool("java", "echo 'openjdk version \"1.8.0_402\"' >&2");

        assertThat(rehearse())
                .startsWith("rehearse: needs a JDK 17 or newer, and " + tools.resolve("java") + " is 8; install one")
                .endsWith("or set JAVA_HOME\n(exit code 2)");
    }

    @Test
    void aRuntimeWithoutCompilerIsNamedWithTheRemedy() throws Exception {
        Files.delete(tools.resolve("javac"));

        assertThat(rehearse()).startsWith("rehearse: needs a JDK, and " + tools.resolve("java") + " is only a runtime");
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String rehearse(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(repository.resolve("rehearse").toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", tools.getParent().toString());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + "(exit code " + process.waitFor() + ")";
    }
}
