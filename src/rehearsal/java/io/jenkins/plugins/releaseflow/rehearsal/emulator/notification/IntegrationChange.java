package io.jenkins.plugins.releaseflow.rehearsal.emulator.notification;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What is asked to be different about an integration, or to be so about a new one; empty: as it is, or by default. */
public record IntegrationChange(
        Optional<String> name,
        Optional<URI> webhook,
        Optional<String> secret,
        Optional<List<String>> events,
        Optional<Boolean> restricted,
        Optional<List<String>> projects) {}
