package io.jenkins.plugins.releaseflow.config;

import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.releaseflow.delivery.SchemaCheck;
import io.jenkins.plugins.releaseflow.engine.ApprovalRule;
import io.jenkins.plugins.releaseflow.engine.BranchRule;
import io.jenkins.plugins.releaseflow.engine.LockPolicy;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseQuery;
import io.jenkins.plugins.releaseflow.ledger.Retention;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The environments of this Jenkins, as they are configured just now: by Jenkins itself and by folders. Reads memory only. Its methods fail with
 * IllegalArgumentException, with a message for people, where an environment or its platform is not configured in reach of the job.
 */
public final class Environments {
    private final EnvironmentDirectory directory;

    private Environments(EnvironmentDirectory directory) {
        this.directory = directory;
    }

    /** As they are now. */
    public static Environments get() {
        List<ConfigurationPlace> places = new ArrayList<>(ConfigurationPlaces.everywhere());
        places.add(ReleaseFlowConfiguration.get().place());
        return new Environments(new EnvironmentDirectory(places, Environments::lastJob));
    }

    private static Optional<String> lastJob(String environment) {
        Ledger ledger = ReleaseFlowRuntime.get().engine().ledger();
        return ledger.find(ReleaseQuery.of(environment).page(0, 1)).releases().stream()
                .findFirst()
                .map(release -> ledger.jobNames().now(release.job(), release.openedAt()));
    }

    /**
     * The platform that an environment is bound to. May look a credential up.
     *
     * @param origin whose job and credentials count; without a job, the environment is known by its name alone, and the credentials count that are in reach of
     *     the folder that configures it
     */
    public Platform platformOf(String environment, Origin origin) {
        return inReach(environment, origin, PlatformConfiguration::connect);
    }

    /** Where people see operations of an environment, as {@link PlatformConfiguration#links} says. */
    public Function<OperationReference, Optional<String>> linksOf(String environment, Origin origin) {
        return inReach(environment, origin, PlatformConfiguration::links);
    }

    private <T> T inReach(String environment, Origin origin, BiFunction<PlatformConfiguration, Origin, T> use) {
        EnvironmentDirectory.Found found = directory.environment(environment, origin.job());
        Origin asker = origin.job().isEmpty()
                ? new Origin(origin.who(), origin.why(), found.place().folder(), "", origin.branch())
                : origin;
        return use.apply(directory.platform(found), asker);
    }

    /**
     * Which branches may release to an environment.
     *
     * @param job full name of the job that releases
     */
    public BranchRule branchRuleOf(String environment, String job) {
        return directory.environment(environment, job).environment().branchRule();
    }

    /** What a new release of an environment does about others that still wait. */
    public LockPolicy lockPolicyOf(String environment, String job) {
        return directory.environment(environment, job).environment().lockPolicy();
    }

    /** How long an environment's releases are kept. Of one that is not configured any more, all are. */
    public Retention retentionOf(String environment) {
        return configured(environment).map(EnvironmentConfiguration::retention).orElseGet(Retention::everything);
    }

    /** How an environment's database is asked for the version of its schema; empty where that is not configured. */
    public Optional<SchemaCheck> schemaCheckOf(String environment) {
        return configured(environment).flatMap(EnvironmentConfiguration::schemaCheck);
    }

    /** Whether platforms are asked to keep an environment's backups. Of one that is not configured any more, they are not. */
    public boolean retainsBackups(String environment) {
        return configured(environment)
                .filter(EnvironmentConfiguration::isRetainBackups)
                .isPresent();
    }

    /** Full name of the folder that configures an environment; empty where Jenkins itself does, or nobody, or where two folders do and it can't be told whose it is. */
    public Optional<String> folderOf(String environment) {
        return directory.find(environment).map(found -> found.place().folder()).filter(folder -> !folder.isEmpty());
    }

    private Optional<EnvironmentConfiguration> configured(String environment) {
        return directory.find(environment).map(EnvironmentDirectory.Found::environment);
    }

    /** Who may approve releases to an environment. */
    public ApprovalRule approvalRuleOf(String environment, String job) {
        return directory.environment(environment, job).environment().approvalRule();
    }

    /** Receives what a platform sent by itself, as {@link PlatformConfiguration#receive} does. */
    public WebhookAnswer receive(WebhookAddress from, WebhookRequest request) {
        WebhookAnswer answer = directory
                .platform(from.folder(), from.platform())
                .map(known -> known.receive(from.folder(), request))
                .orElse(WebhookAnswer.NOT_FOUND);
        if (from.folder().isEmpty() || answer != WebhookAnswer.NOT_FOUND) {
            return answer;
        }
        // Strangers are not told which folders there are.
        return request.method().equals("POST") ? WebhookAnswer.FORBIDDEN : WebhookAnswer.NOT_A_POST;
    }

    /** The names of the environments that a job can release to; for an empty job of all. */
    public List<String> namesFor(String job) {
        return directory.environments(job);
    }

    /** The only environment that a job can release to, where there is just one. */
    public Optional<String> only(String job) {
        List<String> names = namesFor(job);
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    /** The names of the platforms that are known where a form is shown; null stands for the form of Jenkins itself. */
    List<String> platformsAt(Item context) {
        return directory.platforms(folder(context));
    }

    /** Why an environment can't have a name where a form is shown; empty where it can. */
    Optional<String> takenElsewhere(String name, Item context) {
        return directory.takenElsewhere(name, folder(context));
    }

    private static String folder(Item context) {
        if (context == null) {
            return "";
        }
        return context instanceof ItemGroup<?>
                ? context.getFullName()
                : context.getParent().getFullName();
    }
}
