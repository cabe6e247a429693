package io.jenkins.plugins.releaseflow.linkage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The public and protected classes of the real Jenkins, as recorded in the test resources {@code jenkins-api}. */
final class RecordedApi {
    private RecordedApi() {}

    /** All recorded classes by name. */
    static Map<String, ClassShape> read() throws IOException {
        Path folder = Path.of(URI.create(
                RecordedApi.class.getResource("/jenkins-api/README.md").toString()));
        Map<String, ClassShape> classes = new HashMap<>();
        try (Stream<Path> files = Files.list(folder.resolveSibling("."))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".txt.gz")).toList()) {
                read(file, classes);
            }
        }
        return classes;
    }

    private static void read(Path file, Map<String, ClassShape> classes) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            ClassShape current = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                int flags = Integer.parseInt(words[words.length - 1]);
                switch (words[0]) {
                    case "C" -> {
                        List<String> interfaces = words[3].equals("-") ? List.of() : List.of(words[3].split(","));
                        current =
                                new ClassShape(words[1], words[2], interfaces, flags, new HashMap<>(), new HashMap<>());
                        classes.put(current.name(), current);
                    }
                    case "F" -> current.fields().put(words[1] + ' ' + words[2], flags);
                    case "M" -> current.methods().put(words[1] + ' ' + words[2], flags);
                    default -> throw new IOException(file + " has a line of unknown kind: " + line);
                }
            }
        }
    }
}
