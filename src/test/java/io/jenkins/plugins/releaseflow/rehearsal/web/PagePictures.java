package io.jenkins.plugins.releaseflow.rehearsal.web;

import static io.jenkins.plugins.releaseflow.rehearsal.web.ServedReleases.join;

import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the pictures of {@code docs/pictures} from the real pages. Not run by itself: {@code mvn -Dtest=PagePictures test}. */
class PagePictures {
    private static final Path PICTURES = Path.of("docs/pictures");
    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(30), OnAbort.DETACH);

    @TempDir
    private Path home;

    private final Instant now = Clock.systemUTC().instant();
    private ServedReleases given;

    @Test
    void picturesOfThePages() throws IOException {
        Files.createDirectories(PICTURES);
        try (Browser browser = Browser.start();
                ServedReleases served = new ServedReleases(home)) {
            given = served;
            scenery();
            take(browser, "release-running", "environments/production/releases/4/", false);
            take(browser, "release-failed", "environments/staging/releases/2/", true);
            take(browser, "environments", "", false);
            quarter();
            take(browser, "figures", "environments/eu/figures/", false);
        }
    }

    private void take(Browser browser, String name, String page, boolean dark) throws IOException {
        browser.reset();
        browser.dark(dark);
        browser.width(1200);
        browser.open(given.page(page));
        browser.see("h1");
        browser.see("#release-flow a, #release-flow button");
        browser.awaitQuiet();
        Files.write(PICTURES.resolve(name + ".png"), browser.picture(1200));
    }

    private void scenery() throws IOException {
        whole("production", "v1.4.0", "Search by name", "d1f09aa2", now.minus(Duration.ofDays(9)), "ann");
        whole("production", "v1.4.1", "Faster start", "77c0be41", now.minus(Duration.ofDays(4)), "bob");
        whole("production", "v1.4.2", "Adds invoices", "4f2c91a0", now.minus(Duration.ofHours(26)), "ann");
        running();
        whole("staging", "v1.5.0-rc1", "Currencies", "b6b41e81", now.minus(Duration.ofHours(5)), "ann");
        failed();
        join(given.engine().hold("staging", new Decision("bob", "the orders of v1.5.0-rc2 are being mended")));
    }

    /** A quarter with ups and downs. */
    private void quarter() {
        int[] releasesOfWeek = {1, 2, 1, 3, 2, 2, 4, 3, 2, 4, 3, 5};
        int number = 0;
        for (int week = 0; week < releasesOfWeek.length; week++) {
            Instant monday = now.minus(Duration.ofDays(7L * (releasesOfWeek.length - week)));
            for (int each = 0; each < releasesOfWeek[week]; each++) {
                number++;
                Instant at = monday.plus(Duration.ofHours(20L + 26L * each));
                String commit = String.format("%02x%s", number, "f41c9e02");
                if (number % 6 == 4) {
                    Release broken = opened("eu", "v2." + number, "", at, "bob");
                    broken = deployed(
                            broken, "n4", Target.service("shop"), commit, at.plusSeconds(60), at.plusSeconds(90));
                    given.append(broken, new ReleaseEvent.Ended(at.plusSeconds(95), ReleaseState.FAILED, "Unhealthy"));
                } else {
                    whole("eu", "v2." + number, "", commit, at, "ann");
                }
            }
        }
    }

    private Release opened(String environment, String name, String description, Instant at, String who) {
        Release release = given.engine()
                .ledger()
                .environment(environment)
                .open(id -> new ReleaseEvent.Opened(
                        at,
                        id,
                        ReleaseKind.RELEASE,
                        name,
                        description,
                        new Origin(who, "Started by user " + who, "shop", "shop#" + (40 + id.number()), "main")));
        return given.append(release, new ReleaseEvent.LockTaken(at.plusMillis(300)));
    }

    private void whole(String environment, String name, String description, String commit, Instant at, String who) {
        Release release = opened(environment, name, description, at, who);
        release = backup(release, at.plusSeconds(1));
        release = deployed(release, "n2", Target.job("migrate"), commit, at.plusSeconds(34), at.plusSeconds(37));
        release = migrated(release, at.plusSeconds(38), at.plusSeconds(121));
        release = deployed(release, "n4", Target.service("shop"), commit, at.plusSeconds(122), at.plusSeconds(154));
        given.append(release, new ReleaseEvent.Ended(at.plusSeconds(155), ReleaseState.RELEASED, ""));
    }

    private void running() throws IOException {
        Instant at = now.minusSeconds(62);
        Release release = opened("production", "v1.5.0", "Currencies for every order, see SHOP-118", at, "ann");
        release = backup(release, at.plusSeconds(1));
        release =
                deployed(release, "n2", Target.job("migrate"), "b6b41e81d506", at.plusSeconds(34), at.plusSeconds(37));
        release = asked(
                release,
                "n3",
                NodeKind.RUN_JOB,
                "Run job migrate",
                new JobRunRequest("migrate", Optional.of("flyway migrate"), Map.of("LOG_LEVEL", "")),
                at.plusSeconds(38));
        given.append(
                release,
                new ReleaseEvent.OperationStarted(
                        at.plusSeconds(39),
                        "n3",
                        new OperationReference(OperationKind.JOB_RUN, "migrate", "run-8f31c2", Map.of())));
        log(release, "n3", """
                Flyway 11.20.0 by Redgate
                Database: jdbc:postgresql://orders:5432/orders (PostgreSQL 16.4)
                Successfully validated 14 migrations (execution time 00:00.061s)
                Current version of schema "public": 13
                Migrating schema "public" to version "14 - add currency"
                add_currency: 210000 of 480212 orders
                """);
    }

    private void failed() throws IOException {
        Instant at = now.minus(Duration.ofMinutes(48));
        Release release = opened("staging", "v1.5.0-rc2", "Currencies, not null", at, "ann");
        release = backup(release, at.plusSeconds(1));
        release =
                deployed(release, "n2", Target.job("migrate"), "9ac04b77e12d", at.plusSeconds(34), at.plusSeconds(37));
        release = asked(
                release,
                "n3",
                NodeKind.RUN_JOB,
                "Run job migrate",
                new JobRunRequest("migrate", Optional.of("flyway migrate"), Map.of()),
                at.plusSeconds(38));
        List<String> tail = List.of(
                "Migrating schema \"public\" to version \"15 - currency not null\"",
                "ERROR: column \"currency\" of relation \"orders\" contains null values",
                "Migration V15__currency_not_null.sql failed");
        release = given.append(
                release,
                new ReleaseEvent.NodeEnded(
                        at.plusSeconds(71),
                        "n3",
                        NodeState.FAILED,
                        Map.of("exitCode", "1"),
                        Optional.of(new Failure(
                                "Run run-51aa07 of job migrate failed with exit code 1; nothing was deployed to the service",
                                Optional.of(new PlatformAnswer(
                                        "GET /v1/projects/shop/jobs/migrate/runs/run-51aa07",
                                        200,
                                        "",
                                        "status FAILED, exit code 1")),
                                tail))));
        given.append(
                release,
                new ReleaseEvent.Ended(
                        at.plusSeconds(72), ReleaseState.FAILED, "Run job migrate failed with exit code 1"));
        log(release, "n3", String.join("\n", tail) + "\n");
    }

    private Release backup(Release release, Instant at) {
        Release asked = asked(
                release,
                "n1",
                NodeKind.BACKUP,
                "Back up orders",
                new BackupRequest(
                        "orders",
                        BackupType.DUMP,
                        Compression.GZ,
                        "rf-" + release.id().environment() + "-" + release.id().number() + "-n1"),
                at);
        return ended(asked, "n1", at.plusSeconds(32), Map.of("size", "48211934"));
    }

    private Release migrated(Release release, Instant from, Instant to) {
        return ended(
                asked(
                        release,
                        "n3",
                        NodeKind.RUN_JOB,
                        "Run job migrate",
                        new JobRunRequest("migrate", Optional.of("flyway migrate"), Map.of()),
                        from),
                "n3",
                to,
                Map.of());
    }

    private Release deployed(Release release, String node, Target target, String commit, Instant from, Instant to) {
        NodeKind kind = node.equals("n4") ? NodeKind.DEPLOY_SERVICE : NodeKind.DEPLOY_BUILD;
        String label = node.equals("n4") ? "Deploy service shop" : "Deploy build to job migrate";
        BuildPin pin = new BuildPin(
                "shop-build",
                "modest-moon-" + commit.substring(0, 4),
                commit,
                "main",
                Optional.of(from.minus(Duration.ofMinutes(12))));
        return ended(
                asked(release, node, kind, label, new DeploymentRequest(target, pin, Optional.empty()), from),
                node,
                to,
                Map.of());
    }

    private Release asked(
            Release release, String node, NodeKind kind, String label, OperationRequest request, Instant at) {
        Release planned =
                given.append(release, new ReleaseEvent.NodePlanned(at, node, kind, label, TERMS, "Release", ""));
        return given.append(
                planned,
                new ReleaseEvent.NodeIntended(
                        at.plusMillis(700),
                        node,
                        1,
                        request,
                        new Baseline(
                                Set.of(),
                                request instanceof DeploymentRequest
                                        ? Optional.of(
                                                new BuildPin("shop-build", "modest-moon-4f2c", "4f2c91a07be2", "main"))
                                        : Optional.empty(),
                                "",
                                false)));
    }

    private Release ended(Release release, String node, Instant at, Map<String, String> facts) {
        return given.append(
                release, new ReleaseEvent.NodeEnded(at, node, NodeState.COMPLETED, facts, Optional.empty()));
    }

    private void log(Release release, String node, String text) throws IOException {
        Files.writeString(
                given.engine()
                        .ledger()
                        .environment(release.id().environment())
                        .nodeLog(release.id().number(), node),
                text);
    }
}
