package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseEventJson;
import java.util.Optional;

/** How the events of a release stand in lines. */
final class ReleaseForm implements EventFile.Form<ReleaseEvent> {
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
    public ReleaseEvent damaged(int number) {
        return ReleaseEvent.Unreadable.damaged(number);
    }
}
