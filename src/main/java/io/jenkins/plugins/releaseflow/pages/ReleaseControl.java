package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentName;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What people see and decide about releases, behind REST, command line and rehearsal alike. Asks for no permission: who calls it has. Reads the disk, and
 * waits a bounded time for the engine, so it must not be called on the engine's threads. Safe for use by many threads.
 */
@Restricted(NoExternalUse.class)
public final class ReleaseControl {
    private final ReleaseEngine engine;
    private final Platforms platforms;
    private final BoundedWait wait;

    /**
     * @param patience how long a caller is kept waiting; the decision itself is carried out however long it takes
     */
    public ReleaseControl(ReleaseEngine engine, Platforms platforms, Duration patience) {
        this.engine = engine;
        this.platforms = platforms;
        this.wait = new BoundedWait(patience);
    }

    /**
     * Aborts a release: ends its nodes, and stops its build.
     *
     * @param work {@code stop} or {@code detach} for the work outside; empty for what each step says
     * @param build stops the build
     * @param by who decides, and why
     */
    public ControlAnswer abort(String environment, String number, String work, BuildStop build, Supplier<Decision> by) {
        return wait.answering(() -> {
            Release release = required(environment, number);
            Decision decision = by.get();
            Optional<OnAbort> choice = onAbort(work);
            if (!release.isOpen()) {
                throw new IllegalStateException(
                        "release: " + release.id() + " has ended already; it is " + ReleaseJson.word(release.state()));
            }
            int nodes =
                    wait.result(engine.abort(release.id(), choice, decision)).orElse(1);
            boolean stopped = build.stop(engine.ledger().originNow(release), decision.who());
            if (nodes == 0 && !stopped) {
                throw new IllegalStateException("release: nothing of " + release.id()
                        + " runs here, and its build is gone; break the lock of " + environment
                        + " where the release hangs");
            }
            return ControlAnswer.of(
                    HttpURLConnection.HTTP_ACCEPTED,
                    "Release " + release.fullTitle() + " is being aborted",
                    ReleaseJson.object());
        });
    }

    private static Optional<OnAbort> onAbort(String work) {
        return switch (work) {
            case "" -> Optional.empty();
            case "stop" -> Optional.of(OnAbort.STOP);
            case "detach" -> Optional.of(OnAbort.DETACH);
            default ->
                throw new IllegalArgumentException(
                        "work: is '" + work + "'; use 'stop', 'detach', or nothing for what each step says");
        };
    }

    /**
     * Describes a release anew.
     *
     * @param who id of the user who does
     */
    public ControlAnswer describe(String environment, String number, String description, String who) {
        return wait.answering(() -> {
            Release release = required(environment, number);
            return wait.result(engine.describe(release.id(), description, who))
                    .map(described -> ControlAnswer.of(
                            HttpURLConnection.HTTP_OK,
                            "The description of " + described.fullTitle() + " is changed",
                            document(described)))
                    .orElseGet(() -> ControlAnswer.of(
                            HttpURLConnection.HTTP_ACCEPTED, "The description is being changed", ReleaseJson.object()));
        });
    }

    /** The release of that environment and number; empty where these texts name none. Leaves no trace of environments that are not there. */
    public Optional<Release> find(String environment, String number) {
        return number.matches("[1-9][0-9]{0,8}")
                        && engine.ledger().environments().contains(environment)
                ? engine.ledger().environment(environment).read(Integer.parseInt(number))
                : Optional.empty();
    }

    /** All that is on record of a release. */
    public ControlAnswer release(String environment, String number) {
        return wait.answering(() -> ControlAnswer.of(document(required(environment, number))));
    }

    /**
     * Decides about a node that is in doubt.
     *
     * @param who id of the user who decides
     * @return the node right after that; its work may go on
     */
    public ControlAnswer resolve(String environment, String number, String node, DoubtAnswer answer, String who) {
        return wait.answering(() -> {
            Release release = required(environment, number);
            Node known = release.node(node).orElseThrow(() -> new UnknownThingException(noSuchNode(release, node)));
            Decision decision = new Decision(who, answer.reason());
            return wait.result(engine.resolve(release.id(), node, answer.wayOut(), decision))
                    .map(resolved -> resolved(release.id(), resolved, decision))
                    .orElseGet(() -> notYet(release, known));
        });
    }

    /** Who holds an environment's lock, who waits for it, and whether it is on hold. */
    public ControlAnswer status(String environment) {
        return wait.answering(() -> {
            requireKnown(environment);
            return ControlAnswer.of(statusOf(environment));
        });
    }

    /**
     * Puts an environment on hold.
     *
     * @param reason why, in the words of who decides
     * @param who id of the user who decides
     */
    public ControlAnswer hold(String environment, String reason, String who) {
        return change(
                environment,
                () -> engine.hold(environment, new Decision(who, reason)),
                hold -> environment + " is " + hold.text());
    }

    /** Lifts an environment's hold; otherwise as {@link #hold}. */
    public ControlAnswer lift(String environment, String reason, String who) {
        return change(
                environment,
                () -> engine.lift(environment, new Decision(who, reason)),
                hold -> environment + " is not on hold any more; it was " + hold.text());
    }

    /** Takes an environment's lock from the release that holds it, and ends that release; otherwise as {@link #hold}. */
    public ControlAnswer breakLock(String environment, String reason, String who) {
        return change(
                environment,
                () -> engine.breakLock(environment, new Decision(who, reason)),
                broken -> "Release " + broken.fullTitle() + " ended as " + ReleaseJson.word(broken.state()) + ": "
                        + broken.message());
    }

    private <T> ControlAnswer change(
            String environment, Supplier<CompletionStage<T>> decision, Function<T, String> message) {
        return wait.answering(() -> {
            requireKnown(environment);
            return wait.result(decision.get())
                    .map(done ->
                            ControlAnswer.of(HttpURLConnection.HTTP_OK, message.apply(done), statusOf(environment)))
                    .orElseGet(() -> ControlAnswer.of(
                            HttpURLConnection.HTTP_ACCEPTED,
                            "The decision about " + environment
                                    + " is being carried out; look at its status to see what came of it",
                            ReleaseJson.object()));
        });
    }

    private ObjectNode statusOf(String environment) {
        return wait.result(engine.status(environment))
                .map(EnvironmentJson::of)
                .orElseThrow(() -> new IllegalStateException(
                        "environment: the status of " + environment + " takes long to read; ask again"));
    }

    private void requireKnown(String environment) {
        if (!EnvironmentName.isValid(environment)) {
            throw new UnknownThingException("environment: there is no environment '" + environment + "'");
        }
        if (!engine.ledger().environments().contains(environment)) {
            try {
                platforms.of(environment, new Origin("", "", "", "", ""));
            } catch (IllegalArgumentException notConfigured) {
                throw new UnknownThingException(notConfigured.getMessage());
            }
        }
    }

    private ControlAnswer resolved(ReleaseId id, Node node, Decision decision) {
        Release release = required(id.environment(), Integer.toString(id.number()));
        ObjectNode document = ReleaseJson.object();
        document.put("environment", id.environment());
        document.put("number", id.number());
        document.put("state", ReleaseJson.word(release.state()));
        document.set(
                "node",
                ReleaseJson.of(node, NodeLinks.of(release, engine.ledger().originNow(release), platforms)));
        return ControlAnswer.of(
                HttpURLConnection.HTTP_OK,
                node.label() + " (" + node.id() + ") of release " + id + " is " + ReleaseJson.word(node.state())
                        + " now, decided by " + decision.text(),
                document);
    }

    private ControlAnswer notYet(Release release, Node node) {
        return ControlAnswer.of(
                HttpURLConnection.HTTP_ACCEPTED,
                "The decision about " + node.label() + " (" + node.id() + ") of release " + release.id()
                        + " is being carried out; look at the release to see what came of it",
                ReleaseJson.object());
    }

    private ObjectNode document(Release release) {
        return ReleaseJson.of(release, NodeLinks.of(release, engine.ledger().originNow(release), platforms));
    }

    private Release required(String environment, String number) {
        return find(environment, number)
                .orElseThrow(
                        () -> new UnknownThingException("release: there is no release " + environment + " #" + number));
    }

    private static String noSuchNode(Release release, String node) {
        String inDoubt = release.nodeList().stream()
                .filter(known -> known.state() == NodeState.IN_DOUBT)
                .map(known -> known.id() + " (" + known.label() + ")")
                .collect(Collectors.joining(", "));
        return "node: release " + release.id() + " has no node '" + node + "'; in doubt "
                + (inDoubt.isEmpty() ? "is none of its nodes" : "are: " + inDoubt);
    }
}
