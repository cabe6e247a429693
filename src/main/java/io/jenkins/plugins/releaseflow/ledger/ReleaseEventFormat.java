package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseEventJson;
import java.util.Optional;

/** The lines of a release's record. A line that can't be read stands for something that may have been acted on. */
final class ReleaseEventFormat implements EventFile.Format<ReleaseEvent> {
    @Override
    public String write(ReleaseEvent event) {
        return ReleaseEventJson.write(event);
    }

    @Override
    public Optional<ReleaseEvent> read(String line, int number) {
        return ReleaseEventJson.read(line)
                .map(event -> event instanceof ReleaseEvent.Unreadable unreadable ? unreadable.inLine(number) : event);
    }

    @Override
    public Optional<ReleaseEvent> damaged(int number) {
        return Optional.of(ReleaseEvent.Unreadable.damaged(number));
    }
}
