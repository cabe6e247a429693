package io.jenkins.plugins.releaseflow.linkage;

import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The class files that the build has made, tests excluded. */
final class ClassFiles {
    private static final String OURS = "io/jenkins/plugins/releaseflow/";

    private ClassFiles() {}

    /** Those that go into the plugin. */
    static Map<String, byte[]> ofPlugin() throws IOException {
        return where(name ->
                name.startsWith(OURS) && !name.startsWith(OURS + "rehearsal/") && !name.startsWith(OURS + "standin/"));
    }

    /** Those that stand in for Jenkins. */
    static Map<String, byte[]> ofStandin() throws IOException {
        return where(name -> !name.startsWith(OURS));
    }

    private static Map<String, byte[]> where(Predicate<String> wanted) throws IOException {
        Path root = Path.of(URI.create(ReleaseKind.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name =
                        root.relativize(file).toString().replace('\\', '/').replaceAll("\\.class$", "");
                if (wanted.test(name)) {
                    found.put(name, Files.readAllBytes(file));
                }
            }
        }
        return found;
    }
}
