package io.jenkins.plugins.releaseflow.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.java.sezpoz.impl.SerAnnotatedElement;

/**
 * Holds the plugin that {@code pom.xml} makes against the one that {@code pom-jenkins.xml} makes of the same sources: a Jenkins must load the same from both.
 *
 * <p>Started with {@code java HpiAgreement.java ONE OTHER}, with SezPoz on the class path. Ends with status 1 where they differ.
 */
public final class HpiAgreement {
    private static final String JAR = "WEB-INF/lib/release-flow.jar";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String EXTENSIONS = "META-INF/annotations/hudson.Extension";
    private static final String SYMBOLS = "META-INF/services/annotations/org.jenkinsci.Symbol";

    /** What a Jenkins reads of a plugin's manifest. */
    private static final List<String> KEYS = List.of(
            "Short-Name",
            "Extension-Name",
            "Long-Name",
            "Group-Id",
            "Url",
            "Plugin-Version",
            "Jenkins-Version",
            "Minimum-Java-Version",
            "Plugin-Dependencies",
            "Support-Dynamic-Loading",
            "Plugin-License-Name",
            "Plugin-License-Url");

    private HpiAgreement() {}

    /**
     * Compares two files.
     *
     * @throws IOException if one of them can't be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: HpiAgreement ONE OTHER, not " + Arrays.asList(args));
        }
        Map<String, Set<String>> one = contents(Path.of(args[0]));
        Map<String, Set<String>> other = contents(Path.of(args[1]));
        List<String> differences = differences(one, other);
        if (!differences.isEmpty()) {
            System.err.println(args[0] + " and " + args[1] + " differ:");
            differences.forEach(difference -> System.err.println("  " + difference));
            System.exit(1);
        }
        System.out.println("Both builds make the same plugin: "
                + one.entrySet().stream()
                        .map(part -> part.getValue().size() + " " + part.getKey())
                        .collect(Collectors.joining(", ")));
    }

    /** What one has and the other lacks, either way. */
    static List<String> differences(Map<String, Set<String>> one, Map<String, Set<String>> other) {
        List<String> differences = new ArrayList<>();
        one.keySet().forEach(part -> {
            missing(one.get(part), other.get(part)).forEach(name -> differences.add("only the first has " + name));
            missing(other.get(part), one.get(part)).forEach(name -> differences.add("only the second has " + name));
        });
        return differences;
    }

    private static Set<String> missing(Set<String> all, Set<String> there) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(there);
        return rest;
    }

    /** What a Jenkins reads of a plugin. */
    static Map<String, Set<String>> contents(Path hpi) throws IOException {
        Map<String, byte[]> outer = entries(Files.readAllBytes(hpi));
        byte[] jar = outer.get(JAR);
        if (jar == null || !outer.containsKey(MANIFEST)) {
            throw new IOException(hpi + " lacks " + JAR + " or " + MANIFEST);
        }
        Map<String, byte[]> inner = entries(jar);
        Map<String, Set<String>> contents = new LinkedHashMap<>();
        contents.put("classes", named(inner, ".class"));
        contents.put("views and texts", named(inner, ".jelly", ".html", ".properties"));
        contents.put("extensions", extensions(inner.get(EXTENSIONS)));
        contents.put("symbols", lines(inner.get(SYMBOLS)));
        contents.put("keys of the manifest", keys(outer.get(MANIFEST)));
        return contents;
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static Set<String> named(Map<String, byte[]> entries, String... endings) {
        return entries.keySet().stream()
                .filter(name -> !name.startsWith("META-INF/"))
                .filter(name -> Arrays.stream(endings).anyMatch(name::endsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> extensions(byte[] index) throws IOException {
        Set<String> names = new TreeSet<>();
        if (index == null) {
            return names;
        }
        try (InputStream bytes = new ByteArrayInputStream(index);
                ObjectInputStream in = new ObjectInputStream(bytes)) {
            while (in.readObject() instanceof SerAnnotatedElement element) {
                names.add("extension " + element.className + " " + element.values);
            }
        } catch (ClassNotFoundException unreadable) {
            throw new IOException(unreadable);
        }
        return names;
    }

    private static Set<String> lines(byte[] text) {
        return text == null
                ? Set.of()
                : new String(text, StandardCharsets.UTF_8)
                        .lines()
                        .map(name -> "symbol of " + name)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(byte[] manifest) throws IOException {
        var attributes = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
        return KEYS.stream()
                .filter(key -> attributes.getValue(key) != null)
                .map(key -> key + ": "
                        + Arrays.stream(attributes.getValue(key).split(","))
                                .sorted()
                                .collect(Collectors.joining(",")))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
