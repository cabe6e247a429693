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
        assertThat(OperationNames.backup(new ReleaseId("production", 12), NODE)).isEqualTo("rf-production-12-5e1f09ab");
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
            assertThat(OperationNames.backup(new ReleaseId(environment, number), NODE))
                    .hasSizeBetween(3, 39)
                    .matches("^[a-zA-Z0-9]+((-|\\s|\\/|:)[a-zA-Z0-9]+)*$");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5e1f09ab", "12345, 5e1f09ab", "2147483647, 5e1f09ab", "1, 00000000"})
    void keepsNumberAndNodeWhateverIsCutSoThatItIsUnique(int number, String node) {
        String environment = "production-of-the-european-branch-of-a-company-with-a-long-name";

        assertThat(OperationNames.backup(new ReleaseId(environment, number), node))
                .startsWith("rf-production")
                .endsWith("-" + number + "-" + node);
    }
}
