package io.jenkins.plugins.releaseflow.pages;

/** The URLs of one environment, which need not exist. */
public class EnvironmentUrl {
    private final String environment;

    EnvironmentUrl(String environment) {
        this.environment = environment;
    }

    /** What is below {@code releases/NUMBER}, whether there is such a release or not. */
    public ReleaseUrl getReleases(String number) {
        return new ReleaseUrl(environment, number);
    }
}
