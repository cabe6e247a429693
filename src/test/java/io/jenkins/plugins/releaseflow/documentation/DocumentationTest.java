package io.jenkins.plugins.releaseflow.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileRunner;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.Prompter;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows can be used as it stands: its examples are Jenkinsfiles, its links lead somewhere, its tables are complete. */
class DocumentationTest {
    private static final Path STEPS = Path.of("docs/steps.md");
    private static final Pattern MARKDOWN_EXAMPLE = Pattern.compile("(?ms)^```groovy\n(.*?)^```$");
    private static final Pattern HTML_EXAMPLE = Pattern.compile("(?s)<pre><code>(.*?)</code></pre>");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @TempDir
    private static Path home;

    private static StandinJenkins jenkins;

    /** A snippet, and where it stands. */
    record Example(String where, String script) {
        @Override
        public String toString() {
            return where;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        jenkins = StandinJenkins.start(home);
    }

    @AfterAll
    static void stop() {
        jenkins.close();
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (Path page : pages()) {
            addAll(examples, page, MARKDOWN_EXAMPLE);
        }
        for (Path help : FormResourcesTest.helpFiles()) {
            addAll(examples, help, HTML_EXAMPLE);
        }
        return examples;
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> examples = Files.walk(Path.of("examples"))) {
            return Stream.of(top, docs, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsAJenkinsfile(Example example) {
        JenkinsfileRunner runner =
                new JenkinsfileRunner(jenkins, PipelineListener.none(), Prompter.none(), PipelineTimer.real());

        assertThatCode(() -> runner.validate(new JenkinsfileSource(example.where(), example.script())))
                .doesNotThrowAnyException();
    }

    @Test
    void everyStepHasAnExampleInItsHelpAndInTheReference() throws IOException {
        List<Example> examples = examples();

        assertThat(steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(examples)
                    .filteredOn(example -> example.where().contains(step.clazz.getSimpleName() + "/help.html"))
                    .singleElement()
                    .satisfies(example -> assertThat(example.script()).contains(step.getFunctionName()));
            assertThat(examples)
                    .filteredOn(example -> example.where().startsWith(STEPS.toString()))
                    .anySatisfy(example -> assertThat(example.script()).contains(step.getFunctionName()));
        });
    }

    @Test
    void referenceTellsOfEveryParameterOfEveryStep() throws IOException {
        String reference = Files.readString(STEPS);

        assertThat(steps())
                .allSatisfy(step -> assertThat(parametersIn(section(reference, "## " + step.getFunctionName())))
                        .containsAll(DescribableModel.of(step.clazz).getParameters().stream()
                                .map(DescribableParameter::getName)
                                .filter(name -> !parametersIn(section(reference, "## Parameters of all steps"))
                                        .contains(name))
                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            if (!link.group(1).contains("://")) {
                String[] parts = link.group(1).split("#", 2);
                Path target = parts[0].isEmpty()
                        ? page
                        : page.resolveSibling(parts[0]).normalize();
                assertThat(target).as("link in %s", page).exists();
                if (parts.length > 1) {
                    assertThat(anchors(target)).as("headings of %s", target).contains(parts[1]);
                }
            }
        }
    }

    /** The steps of the plugin, and not those of rehearsal. */
    private static List<StepDescriptor> steps() {
        return jenkins.getExtensionList(StepDescriptor.class).stream()
                .filter(step -> step.clazz.getName().startsWith("io.jenkins.plugins.releaseflow.steps."))
                .toList();
    }

    private static String section(String page, String heading) {
        int start = page.indexOf("\n" + heading + "\n");
        assertThat(start).as("section %s", heading).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    private static List<String> parametersIn(String section) {
        return Pattern.compile("(?m)^\\|([^|]*)")
                .matcher(section)
                .results()
                .flatMap(
                        row -> Pattern.compile("`(\\w+)`").matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .toList();
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toList());
    }

    private static void addAll(List<Example> examples, Path file, Pattern pattern) throws IOException {
        String text = Files.readString(file);
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            long line = text.substring(0, matcher.start(1)).lines().count();
            String script =
                    matcher.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            examples.add(new Example(file + ":" + line, script));
        }
    }
}
