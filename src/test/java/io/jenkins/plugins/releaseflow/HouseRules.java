package io.jenkins.plugins.releaseflow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The rules of the house, as {@code docs/architecture.md} tells them. They can be asked of any house that is laid out like ours, which is how they are tested. */
final class HouseRules {
    private static final String[] JENKINS = {
        // What the step API speaks; Jenkins comes with it.
        "com.google.common.util.concurrent",
        "hudson..",
        "jenkins..",
        "org.jenkinsci..",
        "org.kohsuke..",
        "com.cloudbees..",
        "org.jvnet.localizer..",
        "net.sf.json.."
    };
    /** What Jenkins or a plugin that ours declares brings along, besides Jenkins itself. */
    private static final String[] LIBRARIES = {
        "com.fasterxml.jackson.core..",
        "com.fasterxml.jackson.databind..",
        "com.fasterxml.jackson.annotation..",
        "edu.umd.cs.findbugs.annotations..",
        "jakarta.servlet..",
        "org.springframework.security.."
    };

    private HouseRules() {}

    /** All rules for the house whose rooms lie right below a package. */
    static List<ArchRule> of(String root) {
        List<ArchRule> rules = new ArrayList<>(between(root));
        rules.addAll(insideOfAnyRoom(root));
        return rules;
    }

    private static List<ArchRule> between(String root) {
        String allRooms = root + "..";
        String anyPlatform = root + ".platform.*..";
        return List.of(
                classes()
                        .should(KnowOtherRooms.asTheyMay(root))
                        .as("Every class lives in a room, and rooms know only the rooms that they may know"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(root + ".steps..", root + ".pages..", root + ".config..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(JENKINS)
                        .as("Only steps, pages and config know Jenkins"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(root + ".rehearsal..", root + ".standin..")
                        .as("The plugin knows nothing of its second host"),
                slices().matching(root + ".platform.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .as("Platforms know nothing of each other"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(anyPlatform, root + ".config..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(anyPlatform)
                        .as("Only the configuration knows a particular platform"),
                slices().matching(root + ".(**)").should().beFreeOfCycles().as("Packages are free of cycles"),
                classes()
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(Stream.of(
                                                new String[] {"java..", "javax.net..", "javax.crypto..", allRooms},
                                                JENKINS,
                                                LIBRARIES)
                                        .flatMap(Stream::of)
                                        .toArray(String[]::new))
                                .and(not(resideInAnyPackage("java.sql..", "java.awt..", "java.rmi.."))))
                        .as("The plugin uses only what a Jenkins has"));
    }

    private static List<ArchRule> insideOfAnyRoom(String root) {
        return List.of(
                noClasses()
                        .should()
                        .callMethodWhere(calls("sleep", Thread.class, TimeUnit.class))
                        .as("Nobody sleeps: who waits holds no thread"),
                NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.as("Nobody prints to the standard streams"),
                fields().that().areStatic().should().beFinal().as("Nothing static is assigned anew"),
                noFields()
                        .that()
                        .areStatic()
                        .should()
                        .haveRawType(resideInAnyPackage("java.util.concurrent.."))
                        .as("Nothing static is there to be changed by many threads"),
                noClasses()
                        .should()
                        .dependOnClassesThat(belongToAnyOf(Date.class, Calendar.class))
                        .as("Times are those of java.time"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".config..")
                        .should()
                        .callMethodWhere(calls("now", Instant.class)
                                .or(calls("systemUTC", Clock.class))
                                .or(calls("systemDefaultZone", Clock.class))
                                .or(calls("currentTimeMillis", System.class))
                                .or(calls("random", Math.class)))
                        .orShould()
                        .callConstructorWhere(target(owner(assignableTo(Random.class))))
                        .as("Clock and randomness come from outside"));
    }

    private static DescribedPredicate<JavaCall<?>> calls(String method, Class<?>... owners) {
        DescribedPredicate<JavaClass> anyOwner = Stream.of(owners)
                .<DescribedPredicate<JavaClass>>map(type -> assignableTo(type))
                .reduce(DescribedPredicate.alwaysFalse(), (one, other) -> one.or(other));
        return DescribedPredicate.describe(
                "call " + method,
                call -> call.getTarget().getName().equals(method)
                        && anyOwner.test(call.getTarget().getOwner()));
    }
}
