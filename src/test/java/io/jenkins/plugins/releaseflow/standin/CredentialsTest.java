package io.jenkins.plugins.releaseflow.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.security.ACL;
import hudson.util.Secret;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials are found by builds and forms that may use them. */
class CredentialsTest {
    @TempDir
    private Path home;

    private StandinJenkins jenkins;
    private SampleRun run;

    @BeforeEach
    void start() throws Exception {
        jenkins = StandinJenkins.start(home);
        run = jenkins.add(new SampleJob(jenkins, "shop"), "shop").newRun();
        StandinCredentials.get().add(token(CredentialsScope.GLOBAL, "northflank", "For production"));
        StandinCredentials.get().add(token(CredentialsScope.SYSTEM, "agents", ""));
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void aBuildFindsWhatItMayUse() {
        StringCredentials found = CredentialsProvider.findCredentialById(
                "northflank",
                StringCredentials.class,
                run,
                URIRequirementBuilder.fromUri("https://api.northflank.com").build());

        assertThat(found.getSecret().getPlainText()).isEqualTo("t0ken");
        assertThat(found.getDescription()).isEqualTo("For production");
    }

    @Test
    void aBuildDoesNotFindWhatIsTheHostsOrNotThere() {
        assertThat(CredentialsProvider.findCredentialById("agents", StringCredentials.class, run))
                .isNull();
        assertThat(CredentialsProvider.findCredentialById("nothing", StringCredentials.class, run))
                .isNull();
        assertThat(CredentialsProvider.lookupCredentialsInItem(StringCredentials.class, null, ACL.SYSTEM2, List.of()))
                .hasSize(2);
    }

    @Test
    void aFormListsThemByTheirDescription() {
        assertThat(new StandardListBoxModel()
                        .includeEmptyValue()
                        .includeMatchingAs(
                                ACL.SYSTEM2,
                                run.getParent(),
                                StandardCredentials.class,
                                List.of(),
                                CredentialsMatchers.instanceOf(StringCredentials.class))
                        .includeCurrentValue("northflank")
                        .includeCurrentValue("lost"))
                .extracting(option -> option.name + "=" + option.value)
                .containsExactly("- none -=", "For production=northflank", "- current -=lost");
    }

    private static StringCredentialsImpl token(CredentialsScope scope, String id, String description) {
        return new StringCredentialsImpl(scope, id, description, Secret.fromString("t0ken"));
    }
}
