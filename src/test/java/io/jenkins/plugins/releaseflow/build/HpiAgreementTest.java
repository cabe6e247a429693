package io.jenkins.plugins.releaseflow.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the plugins of both builds are held against each other means something: what differs is found. */
class HpiAgreementTest {
    private static final String MANIFEST =
            "Manifest-Version: 1.0\nShort-Name: release-flow\nPlugin-Dependencies: structs:2,credentials:1\n\n";

    @TempDir
    private Path directory;

    @Test
    void theSameContentsAgreeInWhateverOrder() throws IOException {
        Path one = hpi("one", MANIFEST, Map.of("a/A.class", "1", "a/A/config.jelly", "x"));
        Path other = hpi(
                "other",
                MANIFEST.replace("structs:2,credentials:1", "credentials:1,structs:2"),
                Map.of("a/A/config.jelly", "x", "a/A.class", "2", "META-INF/maven/pom.properties", "x"));

        assertThat(differences(one, other)).isEmpty();
    }

    @Test
    void whatOneLacksIsNamed() throws IOException {
        Path one = hpi("one", MANIFEST, Map.of("a/A.class", "1", "a/A/help.html", "x"));
        Path other = hpi(
                "other",
                MANIFEST.replace("structs:2", "structs:3"),
                Map.of(
                        "a/A.class",
                        "1",
                        "a/B.class",
                        "1",
                        "META-INF/services/annotations/org.jenkinsci.Symbol",
                        "a.B\n"));

        assertThat(differences(one, other))
                .containsExactlyInAnyOrder(
                        "only the second has a/B.class",
                        "only the first has a/A/help.html",
                        "only the second has symbol of a.B",
                        "only the first has Plugin-Dependencies: credentials:1,structs:2",
                        "only the second has Plugin-Dependencies: credentials:1,structs:3");
    }

    @Test
    void aFileThatIsNoPluginIsRefused() throws IOException {
        Path empty = directory.resolve("empty.hpi");
        Files.write(empty, zip(Map.of("readme", "x".getBytes(StandardCharsets.UTF_8))));

        assertThatThrownBy(() -> HpiAgreement.contents(empty)).isInstanceOf(IOException.class);
    }

    private static Iterable<String> differences(Path one, Path other) throws IOException {
        return HpiAgreement.differences(HpiAgreement.contents(one), HpiAgreement.contents(other));
    }

    private Path hpi(String name, String manifest, Map<String, String> jar) throws IOException {
        Map<String, byte[]> inner = new TreeMap<>();
        jar.forEach((entry, text) -> inner.put(entry, text.getBytes(StandardCharsets.UTF_8)));
        Path file = directory.resolve(name + ".hpi");
        Files.write(
                file,
                zip(Map.of(
                        "META-INF/MANIFEST.MF",
                        manifest.getBytes(StandardCharsets.UTF_8),
                        "WEB-INF/lib/release-flow.jar",
                        zip(inner))));
        return file;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
