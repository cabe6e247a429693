package io.jenkins.plugins.releaseflow.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/compatibility.md name tests that there are, and leave nothing out. */
class CompatibilityTest {
    private static final Path CLASSES = Path.of("target/test-classes");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:#(\\w+))?`");
    private static final String OFFICIAL = "OfficialClientsTest";

    /** How many features of Northflank each letter has, in docs/compatibility.md as in the list that it was made from. */
    private static final Map<String, Integer> FEATURES =
            new LinkedHashMap<>(Map.of("A", 19, "B", 7, "C", 12, "D", 5, "E", 9, "F", 11, "G", 7, "H", 5));

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException, ClassNotFoundException {
        Matcher named = TEST.matcher(Files.readString(Path.of("docs/compatibility.md")));
        int count = 0;
        while (named.find()) {
            count++;
            Class<?> test = testClass(named.group(1));
            if (named.group(2) != null) {
                assertThat(methods(test)).as(test.getSimpleName()).contains(named.group(2));
            }
        }
        assertThat(count).isGreaterThan(100);
    }

    @Test
    void everyOperationIsShownOnTheEmulatorAndByOneOfTheClients() throws IOException {
        assertThat(CompatibilityTable.read().rows()).hasSizeGreaterThan(40).allSatisfy(row -> {
            assertThat(row.get("Emulator")).containsPattern(TEST);
            assertThat(row.get("Our client"))
                    .satisfiesAnyOf(cell -> assertThat(cell).containsPattern(TEST), cell -> assertThat(cell)
                            .isEqualTo("not needed"));
            assertThat(List.of("JavaScript client", "Command line"))
                    .anySatisfy(client -> assertThat(CompatibilityTable.codes(row.get(client)))
                            .as("%s, shown by %s", row, OFFICIAL)
                            .isNotEmpty());
        });
    }

    @Test
    void everyFeatureOfThePlatformIsMarked() throws IOException {
        List<Map<String, String>> rows = CompatibilityTable.read("Feature").rows();
        assertThat(rows)
                .extracting(row -> row.get("Feature"))
                .containsExactlyInAnyOrderElementsOf(FEATURES.entrySet().stream()
                        .flatMap(letter -> IntStream.rangeClosed(1, letter.getValue())
                                .mapToObj(number -> letter.getKey() + number))
                        .toList());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("Here")).isIn("works", "not offered", "left out", "not yet");
            assertThat(row.get("How, or why not")).isNotBlank();
        });
    }

    private static Class<?> testClass(String name) throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            Path file = files.filter(path -> path.endsWith(name + ".class"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no test " + name));
            String path = CLASSES.relativize(file).toString();
            return Class.forName(
                    path.substring(0, path.length() - ".class".length()).replace('/', '.'), false, loader());
        }
    }

    private static ClassLoader loader() {
        return CompatibilityTest.class.getClassLoader();
    }

    private static List<String> methods(Class<?> test) {
        return Stream.<Class<?>>iterate(test, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(method -> method.getName())
                .toList();
    }
}
