package io.jenkins.plugins.releaseflow.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import groovy.lang.GString;
import groovy.lang.GroovyShell;
import hudson.model.TaskListener;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts' arguments become steps by the rules of the structs plugin. */
class BindingTest {
    @TempDir
    private Path home;

    private StandinJenkins jenkins;

    @BeforeEach
    void start() throws Exception {
        jenkins = StandinJenkins.start(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void defaultsStayWhereNothingIsGiven() {
        SampleStep step = bind(Map.of("text", "hello"));

        assertThat(step.text).isEqualTo("hello");
        assertThat(step.count).isEqualTo(7);
        assertThat(step.unit).isEqualTo(TimeUnit.MINUTES);
    }

    @Test
    void textsWithVariablesBecomePlainTexts() {
        GString interpolated = (GString) new GroovyShell().evaluate("def v = '1.4'; \"version ${v}\"");

        assertThat(bind(Map.of("text", interpolated)).text).isEqualTo("version 1.4");
        assertThat(bind(Map.of("text", "t", "environment", Map.of("V", interpolated))).environment)
                .containsEntry("V", "version 1.4");
    }

    @Test
    void numbersFitTheParameter() {
        SampleStep step =
                bind(Map.of("text", "t", "count", 3L, "limit", 3, "factor", new BigDecimal("0.5"), "flag", true));

        assertThat(step.count).isEqualTo(3);
        assertThat(step.limit).isEqualTo(3L);
        assertThat(step.factor).isEqualTo(0.5);
        assertThat(step.flag).isTrue();
    }

    @Test
    void textsBecomeNumbersBooleansAndEnumConstants() {
        SampleStep step = bind(Map.of("text", "t", "count", "12", "limit", "13", "flag", "true", "unit", "HOURS"));

        assertThat(step.count).isEqualTo(12);
        assertThat(step.limit).isEqualTo(13);
        assertThat(step.flag).isTrue();
        assertThat(step.unit).isEqualTo(TimeUnit.HOURS);
    }

    @Test
    void aSymbolMakesANestedObject() {
        SampleStep step = bind(Map.of(
                "text",
                "t",
                "target",
                new UninstantiatedDescribable("sampleJob", null, Map.of("<anonymous>", "migrate"))));

        assertThat(step.target).isInstanceOf(SampleTarget.Job.class);
        assertThat(step.target.name).isEqualTo("migrate");
    }

    @Test
    void aMapWithAClassNameMakesANestedObject() {
        SampleStep step = bind(Map.of("text", "t", "target", Map.of("$class", "Job", "name", "migrate", "retries", 2)));

        assertThat(((SampleTarget.Job) step.target).retries).isEqualTo(2);
    }

    @Test
    void listsAreBoundElementByElement() {
        SampleStep step = bind(Map.of(
                "text",
                "t",
                "targets",
                List.of(
                        new UninstantiatedDescribable("sampleJob", null, Map.of("<anonymous>", "one")),
                        new UninstantiatedDescribable("sampleDeployment", null, Map.of("name", "two")))));

        assertThat(step.targets).extracting(target -> target.name).containsExactly("one", "two");
    }

    @Test
    void theSoleRequiredParameterNeedsNoName() {
        assertThat(bind(Map.of(UninstantiatedDescribable.ANONYMOUS_KEY, "short")).text)
                .isEqualTo("short");
        assertThat(DescribableModel.of(SampleStep.class)
                        .getSoleRequiredParameter()
                        .getName())
                .isEqualTo("text");
    }

    @Test
    void anUnknownParameterIsAnErrorThatNamesTheRightOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(Map.of("text", "t", "cuont", 1)))
                .withMessageStartingWith(
                        "sampleStep has no parameter 'cuont'; its parameters are text, anything (optional)");
    }

    @Test
    void aMissingParameterIsAnErrorThatNamesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(Map.of("count", 1)))
                .withMessageStartingWith("sampleStep needs the parameter 'text'");
    }

    @Test
    void anUnknownParameterOfANestedObjectNamesItsSymbol() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(Map.of(
                        "text",
                        "t",
                        "target",
                        new UninstantiatedDescribable("sampleService", null, Map.of("nmae", "api")))))
                .withMessage("sampleService has no parameter 'nmae'; its parameters are name");
    }

    @Test
    void anUnknownSymbolIsAnErrorThatNamesTheRightOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        bind(Map.of("text", "t", "target", new UninstantiatedDescribable("sampleJop", null, Map.of()))))
                .withMessageContaining("There is no SampleTarget named 'sampleJop'")
                .withMessageContaining("sampleJob")
                .withMessageContaining("sampleService");
    }

    @Test
    void aValueOfTheWrongKindIsAnErrorThatNamesBoth() {
        refused("count", "many", "sampleStep: the parameter 'count' expects a whole number but got the text \"many\"");
        refused("count", new BigDecimal("1.5"), "expects a whole number but got the BigDecimal 1.5");
        refused("count", 3_000_000_000L, "expects a whole number but got the Long 3000000000");
        refused("text", 1, "sampleStep: the parameter 'text' expects a text but got the Integer 1");
        refused("unit", "FORTNIGHTS", "the parameter 'unit' expects one of [NANOSECONDS,");
        refused(
                "target",
                "migrate",
                "the parameter 'target' expects sampleJob('…') or sampleService('…') but got the text \"migrate\"");
        refused("environment", List.of(), "the parameter 'environment' expects a map");
    }

    @Test
    void whatTheConstructorRefusesIsToldInItsWords() {
        refused("text", " ", "sampleStep: the parameter 'text' must not be blank");
    }

    @Test
    void anObjectIsTakenAsItIs() {
        UninstantiatedDescribable raw = new UninstantiatedDescribable("whatever", null, Map.of());

        assertThat(bind(Map.of("text", "t", "anything", raw)).anything).isSameAs(raw);
    }

    @Test
    void aModelListsRequiredParametersFirst() {
        assertThat(DescribableModel.of(SampleTarget.Job.class).getParameters())
                .extracting(DescribableParameter::getName, DescribableParameter::isRequired)
                .containsExactly(tuple("name", true), tuple("retries", false));
        assertThat(DescribableModel.of(SampleTarget.Service.class).getDisplayName())
                .isEqualTo("A service");
    }

    @Test
    void symbolsAreFoundForTypesAndObjects() {
        assertThat(SymbolLookup.get().findDescriptor(SampleTarget.class, "sampleJob"))
                .isInstanceOf(SampleTarget.Job.DescriptorImpl.class);
        assertThat(SymbolLookup.get().findDescriptor(SampleStep.class, "sampleJob"))
                .isNull();
        assertThat(SymbolLookup.getSymbolValue(new SampleTarget.Service("api")))
                .containsExactly("sampleService", "sampleDeployment");
    }

    private static void refused(String parameter, Object value, String message) {
        Map<String, Object> arguments = new HashMap<>(Map.of("text", "t"));
        arguments.put(parameter, value);
        assertThatIllegalArgumentException().isThrownBy(() -> bind(arguments)).withMessageContaining(message);
    }

    private static SampleStep bind(Map<String, ?> arguments) {
        return DescribableModel.of(SampleStep.class).instantiate(arguments, TaskListener.NULL);
    }
}
