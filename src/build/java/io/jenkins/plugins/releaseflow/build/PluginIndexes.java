package io.jenkins.plugins.releaseflow.build;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.java.sezpoz.impl.SerAnnotatedElement;

/**
 * Writes the indexes that a Jenkins looks for in a plugin's jar, for the plugin's classes alone.
 *
 * <p>The Maven build starts this file with {@code java PluginIndexes.java COMPILED STAGED}, where COMPILED holds every
 * class of the repository with SezPoz's index of all of them, and STAGED those that go into the plugin. COMPILED has to
 * be on the class path. Two kinds of index are written below STAGED:
 *
 * <ul>
 *   <li>{@code META-INF/annotations/hudson.Extension} (and what else SezPoz has indexed): a sequence of serialized
 *       entries that ends with null, cut down to the staged classes;
 *   <li>{@code META-INF/services/annotations/org.jenkinsci.Symbol} and the like: the names of the annotated classes, one
 *       a line, as Jenkins' annotation-indexer reads them. Its own processor cannot be used: it fails on current JDKs
 *       when there is no index yet.
 * </ul>
 */
public final class PluginIndexes {

    private static final List<String> LINE_INDEXED =
            List.of("org.jenkinsci.Symbol", "hudson.init.Initializer", "hudson.init.Terminator");

    private final Path compiled;
    private final Path staged;

    PluginIndexes(Path compiled, Path staged) {
        this.compiled = compiled;
        this.staged = staged;
    }

    /**
     * Writes the indexes.
     *
     * @param args the directory with all classes, and the one with the plugin's
     * @throws IOException if a directory or an index cannot be read or written
     * @throws ClassNotFoundException if a staged class, or what it needs, is not on the class path
     */
    public static void main(String[] args) throws IOException, ClassNotFoundException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: PluginIndexes COMPILED STAGED, not " + Arrays.asList(args));
        }
        new PluginIndexes(Path.of(args[0]), Path.of(args[1])).write(PluginIndexes.class.getClassLoader());
    }

    void write(ClassLoader classes) throws IOException, ClassNotFoundException {
        Path indexes = compiled.resolve("META-INF/annotations");
        if (Files.isDirectory(indexes)) {
            for (Path index : filesIn(indexes)) {
                // SezPoz writes a second form beside each index, NAME.txt, which nothing reads.
                if (!index.toString().endsWith(".txt")) {
                    writeExtensions(
                            index, staged.resolve("META-INF/annotations").resolve(index.getFileName()));
                }
            }
        }
        List<Class<?>> plugin = new ArrayList<>();
        for (Path file : filesIn(staged)) {
            String name = staged.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), ".");
            if (name.endsWith(".class")) {
                plugin.add(Class.forName(name.substring(0, name.length() - ".class".length()), false, classes));
            }
        }
        for (String annotation : LINE_INDEXED) {
            List<String> names = plugin.stream()
                    .filter(type -> isUsed(annotation, type))
                    .map(Class::getName)
                    .sorted()
                    .toList();
            if (!names.isEmpty()) {
                Path index = staged.resolve("META-INF/services/annotations").resolve(annotation);
                Files.createDirectories(index.getParent());
                Files.writeString(index, String.join("\n", names) + "\n");
            }
        }
    }

    private void writeExtensions(Path from, Path to) throws IOException, ClassNotFoundException {
        List<SerAnnotatedElement> kept = new ArrayList<>();
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(from))) {
            while (in.readObject() instanceof SerAnnotatedElement element) {
                if (Files.exists(staged.resolve(element.className.replace('.', '/') + ".class"))) {
                    kept.add(element);
                }
            }
        }
        if (kept.isEmpty()) {
            return;
        }
        kept.sort(null);
        Files.createDirectories(to.getParent());
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(to))) {
            for (SerAnnotatedElement element : kept) {
                out.writeObject(element);
            }
            out.writeObject(null);
        }
    }

    private static boolean isUsed(String annotation, Class<?> type) {
        return Stream.of(
                        Stream.of(type),
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredConstructors()))
                .flatMap(elements -> elements.map(AnnotatedElement.class::cast))
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .anyMatch(found -> found.annotationType().getName().equals(annotation));
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
