package io.jenkins.plugins.releaseflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.FormValidation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What forms and configuration as code say about a field: the field, its value and the remedy. */
class FieldChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {"production", "eu-1.test_2", "p"})
    void namesOfEnvironmentsThatCanBeFolders(String name) {
        assertThat(FieldChecks.environmentName(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my production", "../etc", "-x", "ä"})
    void namesOfEnvironmentsThatCanNot(String name) {
        assertThat(FieldChecks.environmentName(name)).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("name: '" + name + "' is not a name of an environment: use "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", " a", "..", "a\nb"})
    void namesOfPlatformsThatCanNotBePartOfAnAddress(String name) {
        assertThat(FieldChecks.platformName(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main", "main release/*", "  main\n dev "})
    void listsOfBranches(String branches) {
        assertThat(FieldChecks.branches(branches)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    main,dev        | main,dev
                    main release/.* | release/.*
                    a..b            | a..b
                    """)
    void whatIsMeantForAListOfBranchesAndIsNone(String branches, String named) {
        assertThat(FieldChecks.branches(branches))
                .hasValue("branches: '" + named
                        + "' is not a name of a branch; separate several by spaces, and use * for any characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://api.northflank.com", "http://127.0.0.1:8080/prefix"})
    void addresses(String url) {
        assertThat(FieldChecks.url(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api.northflank.com", "ftp://host", "https:///x", "https://user@host", "https://h?q", "h t"})
    void whatIsNoAddress(String url) {
        assertThat(FieldChecks.url(url))
                .hasValue("url: '" + url + "' is not an address; use https://, a host and no query");
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com,true",
        "https://example.com,false",
        "http://localhost:1,false",
        "http://127.0.0.1,false"
    })
    void aTokenThatTravelsInTheOpenIsNoticed(String url, boolean unprotected) {
        assertThat(FieldChecks.isUnprotected(url)).isEqualTo(unprotected);
    }

    @Test
    void numbersOfWhatIsKept() {
        assertThat(FieldChecks.count("keepDays", "")).isEmpty();
        assertThat(FieldChecks.count("keepDays", "30")).isEmpty();
        assertThat(FieldChecks.count("keepDays", "-1"))
                .hasValue("keepDays: '-1' is not a number; use 0 for no such rule, or 1 and more");
    }

    @Test
    void aProblemIsShownAsAnErrorAndNoneAsNothing() {
        assertThat(FieldChecks.shown(FieldChecks.required("project", " ")).kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(FieldChecks.shown(FieldChecks.required("project", "shop")).kind)
                .isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void listsAreRefusedWithTheFieldAndTheName() {
        EnvironmentConfiguration one = new EnvironmentConfiguration("production", "northflank");

        assertThatThrownBy(() -> ConfigurationCheck.environments(List.of(one, one)))
                .hasMessage("environments: the name 'production' is there twice; give each a name of its own");
        assertThatThrownBy(() -> ConfigurationCheck.environments(List.of(new EnvironmentConfiguration("a b", "x"))))
                .hasMessageStartingWith("environments: name: 'a b' is not a name of an environment");
        assertThatThrownBy(() -> ConfigurationCheck.environments(List.of(new EnvironmentConfiguration("test", ""))))
                .hasMessage("environments: 'test': platform: is empty; it is needed to reach the platform");
        assertThatThrownBy(() -> ConfigurationCheck.platforms(
                        List.of(new NorthflankPlatformConfiguration("northflank", "", "token"))))
                .hasMessage("platforms: 'northflank': project: is empty; it is needed to reach the platform");
    }
}
