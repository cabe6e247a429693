package io.jenkins.plugins.releaseflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which environment and platform a name means, with Jenkins and folders that configure their own. */
class EnvironmentDirectoryTest {
    @Test
    void aJobFindsWhatJenkinsAndTheFoldersAroundItConfigure() {
        EnvironmentDirectory directory = directory(
                place("", "production"), place("team", "staging"), place("team/inner", "test"), place("other", "x"));

        assertThat(directory.environments("team/inner/job")).containsExactly("production", "staging", "test");
        assertThat(directory.environments("team/job")).containsExactly("production", "staging");
        assertThat(directory.environments("team2/job")).containsExactly("production");
        assertThat(directory.environments("")).contains("production", "staging", "test", "x");
        assertThat(directory.environment("staging", "team/inner/job").place().folder())
                .isEqualTo("team");
    }

    @Test
    void aJobOutsideOfAFolderDoesNotReleaseToItsEnvironments() {
        EnvironmentDirectory directory = directory(place("", "production"), place("team", "staging"));

        assertThatThrownBy(() -> directory.environment("staging", "team2/job"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("environment: there is no environment 'staging'; configured environments: production");
    }

    @Test
    void anEnvironmentWithoutAJobIsKnownByItsNameAlone() {
        assertThat(directory(place("team", "staging"))
                        .environment("staging", "")
                        .place()
                        .folder())
                .isEqualTo("team");
    }

    @Test
    void aNameThatTwoFoldersUseIsRefusedInBothAndBothAreNamed() {
        EnvironmentDirectory directory = directory(place("a", "production"), place("b", "production"));

        for (String job : List.of("a/job", "b/job", "")) {
            assertThatThrownBy(() -> directory.environment("production", job))
                    .hasMessage(
                            "environment: 'production' is configured in two places, the folder 'a' and the folder 'b',"
                                    + " and both would share one history; rename one of them");
        }
    }

    @Test
    void aFolderCanNotTakeTheNameOfAnEnvironmentOfJenkinsNorHinderOthers() {
        EnvironmentDirectory directory = directory(place("", "production"), place("team", "production"));

        assertThat(directory.environment("production", "job").place().folder()).isEmpty();
        assertThatThrownBy(() -> directory.environment("production", "team/job"))
                .hasMessageContaining("the configuration of Jenkins itself and the folder 'team'");
    }

    /** Whoever configures a folder by XML is not asked whether the name is taken. */
    @Test
    void aFolderThatTakesANameHindersNeitherJenkinsNorTheFolderWhoseHistoryItIs() {
        ConfigurationPlace team = place("team", "production");
        EnvironmentDirectory ofJenkins = directory(place("", "production"), team);
        assertThat(ofJenkins.environment("production", "").place().folder()).isEmpty();
        assertThat(ofJenkins.find("production").orElseThrow().place().folder()).isEmpty();

        EnvironmentDirectory ofTeam = new EnvironmentDirectory(
                List.of(place("other", "production"), team), environment -> Optional.of("team/job"));
        assertThat(ofTeam.environment("production", "team/job").place()).isSameAs(team);
        assertThat(ofTeam.environment("production", "").place()).isSameAs(team);
        assertThatThrownBy(() -> ofTeam.environment("production", "other/job"))
                .hasMessageContaining("is configured in two places");
        assertThat(directory(place("other", "production"), team).find("production"))
                .as("nobody can tell whose it is")
                .isEmpty();
    }

    @Test
    void theNearestPlatformOfANameCountsForAnEnvironmentOfAFolder() {
        ConfigurationPlace jenkins = place("", "production");
        ConfigurationPlace team = place("team", "staging");
        EnvironmentDirectory directory = directory(jenkins, team);

        assertThat(directory.platform(directory.environment("staging", "team/job")))
                .isSameAs(team.platforms().get(0));
    }

    @Test
    void aFolderDoesNotTurnAnEnvironmentOfJenkinsToAPlatformOfItsOwn() {
        ConfigurationPlace jenkins = place("", "production");
        EnvironmentDirectory directory = directory(jenkins, place("team", "staging"));

        assertThat(directory.platform(directory.environment("production", "team/job")))
                .isSameAs(jenkins.platforms().get(0));
    }

    @Test
    void aPlatformThatIsConfiguredFurtherUpCanBeUsed() {
        ConfigurationPlace jenkins = place("", "production");
        EnvironmentDirectory directory = directory(jenkins, withoutPlatforms("team", "staging"));

        assertThat(directory.platform(directory.environment("staging", "team/job")))
                .isSameAs(jenkins.platforms().get(0));
        assertThat(directory.platforms("team")).containsExactly("northflank");
    }

    @Test
    void aMissingPlatformIsNamedWithTheEnvironmentThatNeedsIt() {
        EnvironmentDirectory directory = directory(withoutPlatforms("team", "staging"));

        assertThatThrownBy(() -> directory.platform(directory.environment("staging", "team/job")))
                .hasMessage("environment: 'staging' is bound to platform 'northflank', which is not configured;"
                        + " none are configured yet: add one to Release Flow's configuration");
    }

    @Test
    void aNameIsTakenWhereverAnotherPlaceHasIt() {
        EnvironmentDirectory directory = directory(place("team", "staging"));

        assertThat(directory.takenElsewhere("staging", "other"))
                .hasValue("name: 'staging' is the name of an environment in the folder 'team' already,"
                        + " and both would share one history; use another name");
        assertThat(directory.takenElsewhere("staging", "team")).isEmpty();
        assertThat(directory.takenElsewhere("test", "other")).isEmpty();
    }

    private static EnvironmentDirectory directory(ConfigurationPlace... places) {
        return new EnvironmentDirectory(List.of(places));
    }

    private static ConfigurationPlace place(String folder, String... environments) {
        return new ConfigurationPlace(
                folder,
                List.of(new NorthflankPlatformConfiguration("northflank", "shop", "token")),
                environments(environments));
    }

    private static ConfigurationPlace withoutPlatforms(String folder, String... environments) {
        return new ConfigurationPlace(folder, List.of(), environments(environments));
    }

    private static List<EnvironmentConfiguration> environments(String... names) {
        return Arrays.stream(names)
                .map(name -> new EnvironmentConfiguration(name, "northflank"))
                .toList();
    }
}
