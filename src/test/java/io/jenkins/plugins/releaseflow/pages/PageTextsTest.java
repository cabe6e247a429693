package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say can be translated, all of it. */
class PageTextsTest {
    private static final Path SCRIPTS = Path.of("src/main/webapp/scripts");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m)^\\s*//.*$", Pattern.DOTALL);
    private static final Pattern USED = Pattern.compile("phrase\\('([^']+)'");
    private static final Pattern COUNTED = Pattern.compile("count\\(.*?, '([a-z]+)'\\)");
    /** A sentence, or a part of one. */
    private static final Pattern LITERAL = Pattern.compile("['`][A-Z][a-z]+ [a-z][^'`]*['`]");

    @Test
    void everyPhraseOfTheScriptsIsThereAndNoneIsLeftOver() {
        Set<String> used = new TreeSet<>();
        scripts().values().forEach(script -> {
            used.addAll(found(USED, script));
            found(COUNTED, script).forEach(noun -> used.addAll(Set.of(noun + ".one", noun + ".many")));
        });

        assertThat(phrases().keySet()).isEqualTo(used);
    }

    @Test
    void noScriptSaysAnythingByItself() {
        Map<String, Set<String>> said = new TreeMap<>();
        scripts().forEach((file, script) -> {
            Set<String> literals = LITERAL.matcher(script)
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!literals.isEmpty()) {
                said.put(file, literals);
            }
        });

        assertThat(said).isEmpty();
    }

    @Test
    void aLanguageWithoutATranslationGetsEnglish() {
        assertThat(PageTexts.json(Locale.JAPANESE)).isEqualTo(PageTexts.json(Locale.ROOT));
        assertThat(phrases()).containsEntry("release.many", "{0} releases");
    }

    private static Set<String> found(Pattern pattern, String script) {
        return pattern.matcher(script).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static Map<String, String> phrases() {
        try {
            Map<String, String> phrases = new TreeMap<>();
            JsonNode json = new ObjectMapper().readTree(PageTexts.json(Locale.ENGLISH));
            json.properties()
                    .forEach(phrase ->
                            phrases.put(phrase.getKey(), phrase.getValue().asText()));
            return phrases;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** By name, without their comments. */
    private static Map<String, String> scripts() {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            Map<String, String> scripts = new TreeMap<>();
            for (Path file : (Iterable<Path>) files::iterator) {
                scripts.put(
                        file.getFileName().toString(),
                        COMMENT.matcher(Files.readString(file)).replaceAll(""));
            }
            return scripts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
