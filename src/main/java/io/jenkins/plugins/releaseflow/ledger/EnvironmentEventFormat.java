package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import java.time.Instant;
import java.util.Optional;

/** The lines of an environment's own record. A line that can't be read may have put it on hold, so it counts as that until somebody lifts it. */
final class EnvironmentEventFormat implements EventFile.Format<EnvironmentEvent> {
    @Override
    public String write(EnvironmentEvent event) {
        return EnvironmentEventJson.write(event);
    }

    @Override
    public Optional<EnvironmentEvent> read(String line, int number) {
        return EnvironmentEventJson.read(line);
    }

    @Override
    public Optional<EnvironmentEvent> damaged(int number) {
        return Optional.of(new EnvironmentEvent.Held(
                Instant.EPOCH,
                new Decision("", "line " + number + " of the environment's record can't be read, and may be a hold")));
    }
}
