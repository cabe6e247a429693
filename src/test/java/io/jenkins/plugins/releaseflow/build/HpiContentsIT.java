package io.jenkins.plugins.releaseflow.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.java.sezpoz.impl.SerAnnotatedElement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** Opens the hpi that the build has just packed, as a Jenkins does when it installs it. */
class HpiContentsIT {

    private static final Path HPI = Path.of("target/release-flow.hpi");
    private static final String JAR = "WEB-INF/lib/release-flow.jar";
    private static final String EXTENSIONS = "META-INF/annotations/hudson.Extension";
    private static final String SYMBOLS = "META-INF/services/annotations/org.jenkinsci.Symbol";

    private static Map<String, byte[]> hpi;
    private static Map<String, byte[]> jar;

    @BeforeAll
    static void open() throws IOException {
        hpi = entries(Files.newInputStream(HPI));
        jar = entries(new ByteArrayInputStream(hpi.get(JAR)));
    }

    @Test
    void manifestNamesThePluginAndWhatItNeeds() throws IOException {
        Attributes manifest = manifest().getMainAttributes();

        assertThat(manifest.entrySet().stream()
                        .collect(Collectors.toMap(
                                e -> e.getKey().toString(), e -> e.getValue().toString())))
                .contains(
                        entry("Short-Name", "release-flow"),
                        entry("Extension-Name", "release-flow"),
                        entry("Long-Name", "Release Flow"),
                        entry("Group-Id", "io.jenkins.plugins"),
                        entry("Plugin-Version", System.getProperty("plugin.version")),
                        entry("Implementation-Version", System.getProperty("plugin.version")),
                        entry("Specification-Title", "Release Flow"),
                        entry("Jenkins-Version", System.getProperty("jenkins.version")),
                        entry("Minimum-Java-Version", "17"),
                        entry("Plugin-Dependencies", System.getProperty("plugin.dependencies")),
                        entry("Support-Dynamic-Loading", "true"),
                        entry("Plugin-License-Name", "MIT License"))
                .containsKey("Url");
    }

    @Test
    void everyPluginThatItsClassesComeFromIsDeclaredWithAVersion() throws IOException {
        assertThat(manifest()
                        .getMainAttributes()
                        .getValue("Plugin-Dependencies")
                        .split(","))
                .allMatch(dependency -> dependency.matches("[a-z0-9-]+:[0-9][\\w.-]+(;resolution:=optional)?"))
                .extracting(dependency -> dependency.substring(0, dependency.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "cloudbees-folder",
                        "credentials",
                        "jackson2-api",
                        "pipeline-input-step",
                        "plain-credentials",
                        "scm-api",
                        "structs",
                        "workflow-api",
                        "workflow-cps",
                        "workflow-step-api");
    }

    @Test
    void manifestIsTheFirstEntryAsJarToolsExpect() {
        assertThat(hpi.keySet().iterator().next()).isEqualTo("META-INF/MANIFEST.MF");
    }

    @Test
    void itsOnlyLibraryIsThePluginItself() {
        assertThat(hpi.keySet()).filteredOn(name -> name.startsWith("WEB-INF/")).containsExactly(JAR);
        assertThat(hpi.keySet()).noneMatch(name -> name.endsWith(".class"));
    }

    @Test
    void itsClassesAreThePluginsSourcesAndNothingOfTheHosts() throws IOException {
        Set<String> expected = new TreeSet<>(classesOf(Path.of("src/main/java")));
        filesBelow(Path.of("src/main/resources")).stream()
                .filter(name -> name.endsWith("/Messages.properties"))
                .map(name -> name.replaceFirst("\\.properties$", ""))
                .forEach(expected::add);

        assertThat(topLevelClasses()).isEqualTo(expected);
    }

    @Test
    void resourcesOfThePluginLieBesideItsClasses() throws IOException {
        assertThat(jar.keySet()).contains("index.jelly").containsAll(filesBelow(Path.of("src/main/resources")));
        assertThat(jar.keySet())
                .filteredOn(name -> name.startsWith("META-INF/"))
                .isSubsetOf(Set.of(
                        "META-INF/MANIFEST.MF",
                        EXTENSIONS,
                        SYMBOLS,
                        "META-INF/services/annotations/hudson.init.Initializer",
                        "META-INF/services/annotations/hudson.init.Terminator"));
    }

    @Test
    void filesOfTheWebAppLieAtTheRoot() throws IOException {
        assertThat(hpi.keySet()).containsAll(filesBelow(Path.of("src/main/webapp")));
    }

    @Test
    void extensionIndexIsReadableAndListsClassesOfThePluginOnly() throws Exception {
        List<String> extensions = new ArrayList<>();
        if (jar.containsKey(EXTENSIONS)) {
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(jar.get(EXTENSIONS)))) {
                while (in.readObject() instanceof SerAnnotatedElement extension) {
                    extensions.add(extension.className);
                }
            }
        }

        assertThat(extensions).allMatch(name -> jar.containsKey(name.replace('.', '/') + ".class"));
        // The annotation itself stays in the sources: SezPoz insists on that.
        assertThat(extensions).hasSize(timesInTheSources("(?m)^\\s*@(hudson\\.)?Extension\\b"));
    }

    @Test
    void symbolIndexListsEverySymbolOfThePlugin() {
        List<String> symbols = jar.containsKey(SYMBOLS)
                ? new String(jar.get(SYMBOLS), StandardCharsets.UTF_8).lines().toList()
                : List.of();

        assertThat(symbols).containsExactlyElementsOf(classesAnnotated("Lorg/jenkinsci/Symbol;"));
    }

    private static Manifest manifest() throws IOException {
        return new Manifest(new ByteArrayInputStream(hpi.get("META-INF/MANIFEST.MF")));
    }

    private static Map<String, byte[]> entries(InputStream file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    assertThat(entries.put(entry.getName(), zip.readAllBytes()))
                            .as("a second %s", entry.getName())
                            .isNull();
                }
            }
        }
        return entries;
    }

    private static Set<String> topLevelClasses() {
        return jar.keySet().stream()
                .filter(name -> name.endsWith(".class"))
                .map(name -> name.replaceAll("(\\$.*)?\\.class$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classesOf(Path sources) throws IOException {
        return filesBelow(sources).stream()
                .filter(name -> name.endsWith(".java") && !name.endsWith("package-info.java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int timesInTheSources(String pattern) throws IOException {
        int times = 0;
        for (String file : filesBelow(Path.of("src/main/java"))) {
            String source = Files.readString(Path.of("src/main/java", file));
            times += (int) Pattern.compile(pattern).matcher(source).results().count();
        }
        return times;
    }

    private static Set<String> filesBelow(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> classesAnnotated(String descriptor) {
        Set<String> found = new TreeSet<>();
        jar.forEach((name, bytes) -> {
            if (name.endsWith(".class")) {
                ClassReader reader = new ClassReader(bytes);
                reader.accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                                if (annotation.equals(descriptor)) {
                                    found.add(reader.getClassName().replace('/', '.'));
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
            }
        });
        return found;
    }
}
