package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.ReleaseId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationNamesTest {
    private static final String NODE = "5e1f09ab";

    @Test
    void tellsWhoseBackupItIs() {
        assertThat(OperationNames.backup(new ReleaseId("production", 12), NODE, 1))
                .isEqualTo("rf-production-12-5e1f09ab");
        assertThat(OperationNames.backup(new ReleaseId("production", 12), NODE, 2))
                .isEqualTo("rf-production-12-5e1f09ab-2");
    }

    /** As in Northflank's reference of POST …/addons/{addonId}/backups. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "eu-west_1.production",
                "a..b--c__d",
                "Production2",
                "x._-._-._-._-y",
                "production-of-the-european-branch-of-a-company-with-a-long-name",
                "a-23456789-123456789-1234567-9-of-many",
            })
    void isAlwaysANameThatNorthflankTakes(String environment) {
        for (int number : new int[] {1, 99, 12_345, Integer.MAX_VALUE}) {
            assertThat(OperationNames.backup(new ReleaseId(environment, number), NODE, 10))
                    .hasSizeBetween(3, 39)
                    .matches("^[a-zA-Z0-9]+((-|\\s|\\/|:)[a-zA-Z0-9]+)*$");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5e1f09ab", "12345, 5e1f09ab", "2147483647, 5e1f09ab", "1, 00000000"})
    void keepsNumberAndNodeWhateverIsCutSoThatItIsUnique(int number, String node) {
        String environment = "production-of-the-european-branch-of-a-company-with-a-long-name";

        assertThat(OperationNames.backup(new ReleaseId(environment, number), node, 1))
                .startsWith("rf-production")
                .endsWith("-" + number + "-" + node);
    }

    @Test
    void aNameThatSomebodyChoseIsKeptForTheFirstAttemptAndMadeUniqueForLaterOnes() {
        assertThat(OperationNames.chosen("before-v2", 1)).isEqualTo("before-v2");
        assertThat(OperationNames.chosen("before-v2", 3)).isEqualTo("before-v2-3");
        assertThat(OperationNames.chosen("a-name-that-is-thirty-nine-letters-long", 2))
                .hasSize(39)
                .endsWith("-2");
    }
}
