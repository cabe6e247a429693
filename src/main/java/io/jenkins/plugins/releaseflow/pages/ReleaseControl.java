package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentName;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people see and decide about releases, behind REST, command line and rehearsal alike. Asks for no permission: who calls it has. Reads the disk, and
 * waits a bounded time for the engine, so it must not be called on the engine's threads. Safe for use by many threads.
 */
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

    /** The release of that environment and number; empty where these texts name none. */
    public Optional<Release> find(String environment, String number) {
        return EnvironmentName.isValid(environment) && number.matches("[1-9][0-9]{0,8}")
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

    private ControlAnswer resolved(ReleaseId id, Node node, Decision decision) {
        Release release = required(id.environment(), Integer.toString(id.number()));
        ObjectNode document = ReleaseJson.object();
        document.put("environment", id.environment());
        document.put("number", id.number());
        document.put("state", ReleaseJson.word(release.state()));
        document.set("node", ReleaseJson.of(node, NodeLinks.of(release, platforms)));
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
        return ReleaseJson.of(release, NodeLinks.of(release, platforms));
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
