package io.jenkins.plugins.releaseflow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rules of the house for the plugin, and shows with a house where everything is wrong that each of them can fail. */
class ArchitectureTest {
    private static final String HOUSE = "io.jenkins.plugins.releaseflow";
    private static final String BAD_HOUSE = HOUSE + ".badhouse";

    private static JavaClasses plugin;
    private static JavaClasses badHouse;

    @BeforeAll
    static void readClasses() {
        plugin = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(HOUSE)
                .that(resideInAPackage(HOUSE + "..")
                        .and(resideOutsideOfPackages(HOUSE + ".rehearsal..", HOUSE + ".standin..")));
        badHouse = new ClassFileImporter()
                .importPackages(BAD_HOUSE)
                .that(resideOutsideOfPackages(BAD_HOUSE + ".standin.."));
    }

    static List<ArchRule> rules() {
        return HouseRules.of(HOUSE);
    }

    static List<ArchRule> rulesForTheBadHouse() {
        return HouseRules.of(BAD_HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void pluginKeepsTo(ArchRule rule) {
        rule.allowEmptyShould(false).check(plugin);
    }

    @ParameterizedTest
    @MethodSource("rulesForTheBadHouse")
    void ruleIsBrokenInTheBadHouse(ArchRule rule) {
        assertThat(rule.evaluate(badHouse).hasViolation()).isTrue();
    }

    @Test
    void rulesAreAskedOfEveryRoomThatIsBuilt() {
        assertThat(plugin.stream()
                        .map(type -> KnowOtherRooms.roomOf(HOUSE, type))
                        .collect(Collectors.toSet()))
                .contains("release", "ledger", "engine", "platform", "steps", "config");
    }
}
