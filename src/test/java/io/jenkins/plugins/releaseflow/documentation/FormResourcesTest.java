package io.jenkins.plugins.releaseflow.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.FolderConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.steps.AwaitCompletionStep;
import io.jenkins.plugins.releaseflow.steps.DeployBuildStep;
import io.jenkins.plugins.releaseflow.steps.DeployServiceStep;
import io.jenkins.plugins.releaseflow.steps.JobTarget;
import io.jenkins.plugins.releaseflow.steps.NewBuildTrigger;
import io.jenkins.plugins.releaseflow.steps.ReleaseFlowStep;
import io.jenkins.plugins.releaseflow.steps.RestoreBackupStep;
import io.jenkins.plugins.releaseflow.steps.RollbackDrillStep;
import io.jenkins.plugins.releaseflow.steps.RollbackReleaseStep;
import io.jenkins.plugins.releaseflow.steps.RunBackupStep;
import io.jenkins.plugins.releaseflow.steps.RunCommandStep;
import io.jenkins.plugins.releaseflow.steps.RunJobStep;
import io.jenkins.plugins.releaseflow.steps.ServiceTarget;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

/** Forms and help of a real Jenkins are found by the names of files and fields alone; no compiler holds them. */
class FormResourcesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern FIELD = Pattern.compile("\\b(?:field=\"|name=\"_\\.)(\\w+)\"");
    private static final Pattern INCLUDED = Pattern.compile("page=\"/([\\w/]+\\.jelly)\"");

    static List<Class<?>> describables() {
        return List.of(
                ReleaseFlowStep.class,
                RestoreBackupStep.class,
                RollbackDrillStep.class,
                RollbackReleaseStep.class,
                RunBackupStep.class,
                RunCommandStep.class,
                DeployBuildStep.class,
                RunJobStep.class,
                DeployServiceStep.class,
                AwaitCompletionStep.class,
                NewBuildTrigger.class,
                JobTarget.class,
                ServiceTarget.class,
                NorthflankPlatformConfiguration.class,
                EnvironmentConfiguration.class,
                FolderConfiguration.class);
    }

    static Stream<Class<?>> configured() {
        return Stream.concat(describables().stream(), Stream.of(ReleaseFlowConfiguration.class));
    }

    static List<Path> jellyFiles() throws IOException {
        return files(".jelly");
    }

    static List<Path> helpFiles() throws IOException {
        return files(".html");
    }

    @ParameterizedTest
    @MethodSource("describables")
    void hasHelpOfItsOwn(Class<?> type) {
        assertThat(folderOf(type).resolve("help.html")).exists();
    }

    @ParameterizedTest
    @MethodSource("configured")
    void everyParameterHasHelp(Class<?> type) {
        assertThat(parametersOf(type)).isNotEmpty().allSatisfy(parameter -> assertThat(
                        lineOf(type).map(known -> folderOf(known).resolve("help-" + parameter + ".html")))
                .as("help of %s", parameter)
                .anyMatch(Files::exists));
    }

    @ParameterizedTest
    @MethodSource("configured")
    void itsFormHasAFieldForEveryParameterAndNoOther(Class<?> type) throws IOException {
        assertThat(fieldsOf(folderOf(type).resolve("config.jelly")))
                .containsExactlyInAnyOrderElementsOf(parametersOf(type));
    }

    @ParameterizedTest
    @MethodSource("helpFiles")
    void helpIsOfAParameterThatExists(Path help) {
        String name = help.getFileName().toString().replaceFirst("^help-?", "").replaceFirst("\\.html$", "");
        if (!name.isEmpty()) {
            assertThat(configured().filter(type -> lineOf(type)
                            .map(FormResourcesTest::folderOf)
                            .anyMatch(help.getParent()::equals)))
                    .isNotEmpty()
                    .anySatisfy(type -> assertThat(parametersOf(type)).contains(name));
        }
    }

    @ParameterizedTest
    @MethodSource("helpFiles")
    void helpIsWellFormed(Path help) throws Exception {
        parse(Files.readString(help));
    }

    @ParameterizedTest
    @MethodSource("jellyFiles")
    void jellyIsWellFormedAndEscapesWhatItPrints(Path jelly) throws Exception {
        String text = Files.readString(jelly);

        assertThat(text).startsWith("<?jelly escape-by-default='true'?>\n");
        parse(text);
    }

    @Test
    void formsAreLookedAtAtAll() throws IOException {
        assertThat(jellyFiles()).hasSizeGreaterThan(10);
        assertThat(helpFiles()).hasSizeGreaterThan(30);
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static Set<String> parametersOf(Class<?> type) {
        if (type == ReleaseFlowConfiguration.class) {
            return Set.of("platforms", "environments");
        }
        return DescribableModel.of(type).getParameters().stream()
                .map(DescribableParameter::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fieldsOf(Path jelly) throws IOException {
        String text = Files.readString(jelly);
        Set<String> fields = new TreeSet<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.add(field.group(1));
        }
        Matcher included = INCLUDED.matcher(text);
        while (included.find()) {
            fields.addAll(fieldsOf(RESOURCES.resolve(included.group(1))));
        }
        return fields;
    }

    /** The class and what it extends: Jenkins looks for help in the folders of all of them. */
    private static Stream<Class<?>> lineOf(Class<?> type) {
        return Stream.<Class<?>>iterate(type, known -> known != null, Class::getSuperclass);
    }

    private static Path folderOf(Class<?> type) {
        return RESOURCES.resolve(type.getName().replace('.', '/'));
    }

    private static List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
