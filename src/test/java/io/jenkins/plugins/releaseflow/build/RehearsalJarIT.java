package io.jenkins.plugins.releaseflow.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Opens the jar that {@code ./rehearse} runs. */
class RehearsalJarIT {

    @Test
    void runsWithoutAnyOtherFile() throws IOException {
        try (JarFile jar = new JarFile("target/release-flow-rehearsal.jar")) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Main-Class"))
                    .isEqualTo("io.jenkins.plugins.releaseflow.rehearsal.cli.Rehearse");
            assertThat(manifest.getValue("Add-Opens"))
                    .isEqualTo("java.base/java.lang java.base/java.util java.base/java.io");
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains(
                            "io/jenkins/plugins/releaseflow/release/ReleaseKind.class",
                            "groovy/lang/GroovyShell.class",
                            "org/sqlite/JDBC.class",
                            "picocli/CommandLine.class")
                    .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA)"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void everyServiceThatItsLibrariesOfferIsFound() throws IOException {
        try (JarFile jar = new JarFile("target/release-flow-rehearsal.jar")) {
            for (String service : List.of("java.sql.Driver", "org.slf4j.spi.SLF4JServiceProvider")) {
                assertThat(jar.getEntry("META-INF/services/" + service))
                        .as(service)
                        .isNotNull();
            }
        }
    }
}
