package io.jenkins.plugins.releaseflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookSecretTest {
    private static final String FIELD = "webhookSecretCredentialsId";

    @TempDir
    private Path home;

    @Test
    void aConfigurationThatWasSavedBeforeThereWereWebhooksReceivesNone() throws Exception {
        save("hook");
        Path file = home.resolve(ReleaseFlowConfiguration.class.getName() + ".xml");
        String saved = Files.readString(file);
        assertThat(saved).contains("<" + FIELD + ">hook</" + FIELD + ">");
        Files.writeString(file, saved.replaceAll("\\s*<" + FIELD + ">.*</" + FIELD + ">", ""));

        assertThat(read()).isEmpty();
    }

    @Test
    void theIdIsSavedTrimmed() throws Exception {
        save(" hook ");

        assertThat(read()).isEqualTo("hook");
    }

    private void save(String id) throws Exception {
        try (StandinJenkins jenkins = StandinJenkins.start(home)) {
            NorthflankPlatformConfiguration platform = new NorthflankPlatformConfiguration("shop", "shop", "token");
            platform.setWebhookSecretCredentialsId(id);
            ReleaseFlowConfiguration.get().setPlatforms(List.<PlatformConfiguration>of(platform));
            assertThat(jenkins.getRootDir()).exists();
        }
    }

    private String read() throws Exception {
        try (StandinJenkins jenkins = StandinJenkins.start(home)) {
            assertThat(jenkins.getRootDir()).exists();
            return ((NorthflankPlatformConfiguration)
                            ReleaseFlowConfiguration.get().getPlatforms().get(0))
                    .getWebhookSecretCredentialsId();
        }
    }
}
