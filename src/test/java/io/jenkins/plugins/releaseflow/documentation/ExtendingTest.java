package io.jenkins.plugins.releaseflow.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.PlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples for those who extend the plugin are compiled, and do what is said of them. */
@Timeout(60)
class ExtendingTest {
    private static final Path SOURCES =
            Path.of("src/test/java", ExtendingTest.class.getPackageName().replace('.', '/'));
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?public class (\\w+).*?)```");

    @TempDir
    private Path home;

    @Test
    void theExamplesAreThoseThatAreCompiledHere() throws IOException {
        List<MatchResult> examples = EXAMPLE.matcher(Files.readString(Path.of("docs/extending.md")))
                .results()
                .toList();

        assertThat(examples).hasSize(2).allSatisfy(example -> assertThat(
                        Files.readString(SOURCES.resolve(example.group(2) + ".java")))
                .endsWith(example.group(1)));
    }

    @Test
    void theListenerHearsOfAReleaseOnThePlatform() throws Exception {
        try (StandinJenkins jenkins = StandinJenkins.start(home)) {
            ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
            configuration.setPlatforms(List.of(new WorkshopConfiguration("workshop", "elm street")));
            configuration.setEnvironments(List.of(new EnvironmentConfiguration("production", "workshop")));
            ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
            Release opened = engine.open(new ReleaseOpening(
                            "production",
                            ReleaseKind.RELEASE,
                            "v1",
                            "",
                            new Origin("ann", "", "shop", "shop#1", "main")))
                    .toCompletableFuture()
                    .join();
            engine.close(opened.id(), ReleaseState.RELEASED, "");

            assertThat(ExtensionList.lookupSingleton(ReleaseChat.class)
                            .messages()
                            .poll(20, TimeUnit.SECONDS))
                    .isEqualTo("production #1 (v1) is RELEASED, made by ann");
            assertThat(SymbolLookup.get().findDescriptor(PlatformConfiguration.class, "workshop"))
                    .isNotNull();
            assertThat(jenkins.isTerminating()).isFalse();
        }
    }
}
