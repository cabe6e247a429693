package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentName;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleasePage;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What people see of many releases at once, behind REST and rehearsal alike: lists, environments. Asks for no permission: who calls it has. Must not be called on
 * the engine's threads, since it waits for them. Safe for use by many threads.
 */
public final class DeliveryControl {
    private final ReleaseEngine engine;
    private final Supplier<Collection<String>> configured;
    private final BoundedWait wait;

    /**
     * @param configured names of the environments that can be released to, whether they have a history or not
     * @param patience how long a caller is kept waiting
     */
    public DeliveryControl(ReleaseEngine engine, Supplier<Collection<String>> configured, Duration patience) {
        this.engine = engine;
        this.configured = configured;
        this.wait = new BoundedWait(patience);
    }

    /** Releases of all environments, newest first. */
    public ControlAnswer releases(QueryParameters asked) {
        return wait.answering(() -> list(Set.of(), asked));
    }

    /** Releases of an environment, newest first. */
    public ControlAnswer releases(String environment, QueryParameters asked) {
        return wait.answering(() -> {
            requireKnown(environment);
            return list(Set.of(environment), asked);
        });
    }

    private ControlAnswer list(Set<String> environments, QueryParameters asked) {
        ReleasePage page = ledger().find(asked.releases(environments));
        return ControlAnswer.of(SummaryJson.of(page));
    }

    /** All environments: what is live, who holds the lock, whether it is on hold. */
    public ControlAnswer environments() {
        return wait.answering(() -> {
            ObjectNode json = ReleaseJson.object();
            ArrayNode environments = json.putArray("environments");
            names().forEach(name -> environments.add(shown(name)));
            return ControlAnswer.of(json);
        });
    }

    /** One environment: what is live, who holds the lock, whether it is on hold. */
    public ControlAnswer environment(String environment) {
        return wait.answering(() -> {
            requireKnown(environment);
            return ControlAnswer.of(document(environment));
        });
    }

    private ObjectNode document(String environment) {
        ObjectNode json = wait.result(engine.status(environment))
                .map(EnvironmentJson::of)
                .orElseThrow(() -> new IllegalStateException(
                        "environment: the status of " + environment + " takes long to read; ask again"));
        json.set("live", LiveJson.of(ledger().environment(environment)));
        json.put("releases", ledger().environment(environment).list().size());
        return json;
    }

    /** One whose history can't be read does not keep the others from being shown. */
    private ObjectNode shown(String environment) {
        ControlAnswer answer = wait.answering(() -> ControlAnswer.of(document(environment)));
        return answer.isRefusal() ? answer.document().put("environment", environment) : answer.document();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(configured.get());
        names.addAll(ledger().environments());
        names.removeIf(name -> !EnvironmentName.isValid(name));
        return names;
    }

    private void requireKnown(String environment) {
        if (!names().contains(environment)) {
            throw new UnknownThingException("environment: there is no environment '" + environment + "'");
        }
    }

    private Ledger ledger() {
        return engine.ledger();
    }
}
