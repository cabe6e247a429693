package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Whether an environment is on hold: the fold of its own events. Not safe for use by several threads at once. */
final class EnvironmentHold {
    private final String environment;
    private final Path path;
    private final EventFile<EnvironmentEvent> file;
    private Optional<Hold> current = Optional.empty();

    EnvironmentHold(String environment, Path path) {
        this.environment = environment;
        this.path = path;
        this.file = new EventFile<>(path, new EnvironmentForm());
    }

    void load() throws IOException {
        file.read().forEach(this::apply);
    }

    Optional<Hold> current() {
        return current;
    }

    Hold hold(Decision by, Instant at) {
        current.ifPresent(known -> {
            throw new IllegalArgumentException("environment: " + environment + " is " + known.text()
                    + "; lift that hold first where its reason is to change");
        });
        append(new EnvironmentEvent.Held(at, by));
        return current.orElseThrow();
    }

    Hold lift(Decision by, Instant at) {
        Hold known = current.orElseThrow(() -> new IllegalArgumentException(
                "environment: " + environment + " is not on hold; there is nothing to lift"));
        append(new EnvironmentEvent.Lifted(at, by));
        return known;
    }

    private void append(EnvironmentEvent event) {
        try {
            file.append(event);
            EnvironmentLedger.syncDirectory(path.getParent());
        } catch (IOException failure) {
            throw new LedgerException(
                    "Can't write the environment's record " + path + ": " + EnvironmentLedger.reason(failure)
                            + ". Nothing has changed. Make room or mend the permissions, and try again",
                    failure);
        }
        apply(event);
    }

    private void apply(EnvironmentEvent event) {
        if (event instanceof EnvironmentEvent.Held held) {
            current = Optional.of(new Hold(held.at(), held.by()));
        } else if (event instanceof EnvironmentEvent.Lifted) {
            current = Optional.empty();
        } else if (event instanceof EnvironmentEvent.Unreadable unread) {
            // It may have been a hold, and a hold that nobody keeps does more harm than one that has to be lifted.
            current = Optional.of(new Hold(
                    unread.at(),
                    new Decision(
                            "",
                            "line " + unread.line() + " of " + path + " can't be read, and may be a hold: "
                                    + unread.why())));
        }
    }
}
