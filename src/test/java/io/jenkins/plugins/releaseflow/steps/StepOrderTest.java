package io.jenkins.plugins.releaseflow.steps;

import static io.jenkins.plugins.releaseflow.steps.SteeredJenkins.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No step can start before the one that it must wait for has ended on the platform. The test alone says when something ends, and how: no clock is asked. That
 * nothing starts is shown by the looks that the engine goes on taking at what has not ended.
 */
@Timeout(60)
class StepOrderTest {
    /** In the order of {@link #FLOW}: what each step starts. */
    private static final List<String> RESOURCES = List.of("orders", "migrate", "migrate", "shop");

    private static final String FLOW = """
            pipeline {
                agent none
                stages {
                    stage('Release') {
                        steps {
                            releaseFlow(environment: 'production', name: 'v1') {
                                runBackup addon: 'orders', type: 'dump'
                                deployBuild build: 'shop-build', branch: 'main', commit: 'latest', target: job('migrate')
                                runJob job: 'migrate'
                                deployService service: 'shop', build: 'shop-build', branch: 'main', commit: 'latest'
                            }
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path home;

    private SteeredJenkins jenkins;

    @BeforeEach
    void start() throws Exception {
        jenkins = new SteeredJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void eachOfTheFourStepsStartsOnlyWhenTheOneBeforeItHasSucceeded() throws Exception {
        PipelineRun run = jenkins.start(FLOW);

        for (int step = 0; step < RESOURCES.size(); step++) {
            awaitStarts(step + 1);
            assertThat(started().get(step)).isEqualTo(RESOURCES.get(step));
            for (OperationPhase unfinished :
                    List.of(OperationPhase.PENDING, OperationPhase.RUNNING, OperationPhase.UNKNOWN)) {
                end(step, unfinished);
                awaitLooks();
                assertThat(started())
                        .as("while step %d is %s", step, unfinished)
                        .hasSize(step + 1);
                assertThat(states()).hasSize(step + 1).last().isEqualTo(NodeState.RUNNING);
            }
            assertThat(states().subList(0, step)).allMatch(NodeState.COMPLETED::equals);
            end(step, OperationPhase.SUCCEEDED);
        }

        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(release().state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(started()).hasSize(4);
    }

    static Stream<Arguments> endsWithoutSuccess() {
        return IntStream.range(0, RESOURCES.size()).boxed().flatMap(step -> Stream.of(
                        OperationPhase.FAILED, OperationPhase.STOPPED, OperationPhase.REPLACED)
                .map(phase -> Arguments.of(step, phase)));
    }

    @ParameterizedTest(name = "step {0} {1}")
    @MethodSource("endsWithoutSuccess")
    void nothingStartsAfterAStepThatDidNotSucceed(int last, OperationPhase phase) throws Exception {
        PipelineRun run = jenkins.start(FLOW);
        for (int step = 0; step < last; step++) {
            awaitStarts(step + 1);
            end(step, OperationPhase.SUCCEEDED);
        }
        awaitStarts(last + 1);
        end(last, phase);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(started()).hasSize(last + 1);
        assertThat(release().nodeList()).hasSize(last + 1);
        assertThat(release().state()).isEqualTo(ReleaseState.FAILED);
    }

    @Test
    void nothingStartsAfterAStepOfWhichTheEndIsNotKnown() throws Exception {
        PipelineRun run = jenkins.start(FLOW.replace("job: 'migrate'", "job: 'migrate', onInDoubt: 'fail'"));
        for (int step = 0; step < 2; step++) {
            awaitStarts(step + 1);
            end(step, OperationPhase.SUCCEEDED);
        }
        awaitStarts(3);
        jenkins.platform().vanish("migrate-3");

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(started()).hasSize(3);
        assertThat(release().state()).isEqualTo(ReleaseState.IN_DOUBT);
    }

    @Test
    void whatFollowsParallelBranchesStartsOnlyWhenAllOfThemHaveSucceeded() throws Exception {
        PipelineRun run = jenkins.start("""
                releaseFlow(environment: 'production') {
                    parallel orders: { runBackup addon: 'orders' },
                             stock: {
                                 runBackup addon: 'stock'
                                 deployBuild build: 'shop-build', branch: 'main', target: job('prepare')
                             }
                    runJob job: 'migrate'
                }
                """);
        awaitStarts(2);
        assertThat(started()).containsExactlyInAnyOrder("orders", "stock");
        awaitLooks();
        assertThat(started()).hasSize(2);

        end(started().indexOf("stock"), OperationPhase.SUCCEEDED);
        awaitStarts(3);
        assertThat(started().get(2)).as("a branch does not wait for the other").isEqualTo("prepare");
        end(2, OperationPhase.SUCCEEDED);
        awaitUntil(() -> states().stream().filter(NodeState.COMPLETED::equals).count() == 2);
        awaitLooks();
        assertThat(started()).as("while one branch has not ended").hasSize(3);

        end(started().indexOf("orders"), OperationPhase.SUCCEEDED);
        awaitStarts(4);
        assertThat(started().get(3)).isEqualTo("migrate");
        end(3, OperationPhase.SUCCEEDED);
        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void aFailedBranchKeepsWhatFollowsFromStartingThoughTheOtherSucceeds() throws Exception {
        PipelineRun run = jenkins.start("""
                releaseFlow(environment: 'production') {
                    parallel orders: { runBackup addon: 'orders' }, stock: { runBackup addon: 'stock' }
                    runJob job: 'migrate'
                }
                """);
        awaitStarts(2);
        end(started().indexOf("orders"), OperationPhase.FAILED);
        awaitUntil(() -> states().contains(NodeState.FAILED));
        awaitLooks();
        assertThat(started()).hasSize(2);
        assertThat(release().isOpen()).as("while the other branch is at work").isTrue();
        end(started().indexOf("stock"), OperationPhase.SUCCEEDED);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(started()).hasSize(2);
    }

    @Test
    void theNextReleaseStartsNothingBeforeTheEndOfTheOneBefore() throws Exception {
        PipelineRun first = jenkins.start(FLOW);
        awaitStarts(1);
        PipelineRun second = jenkins.start(FLOW);
        awaitUntil(() -> jenkins.ledger().list().size() == 2);
        for (int step = 0; step < RESOURCES.size(); step++) {
            awaitStarts(step + 1);
            awaitLooks();
            assertThat(started()).hasSize(step + 1);
            assertThat(jenkins.ledger().read(2).orElseThrow().nodeList()).isEmpty();
            end(step, OperationPhase.SUCCEEDED);
        }
        assertThat(first.await().result()).isEqualTo(Result.SUCCESS);
        for (int step = 4; step < 8; step++) {
            awaitStarts(step + 1);
            end(step, OperationPhase.SUCCEEDED);
        }
        assertThat(second.await().result()).isEqualTo(Result.SUCCESS);
    }

    private void end(int start, OperationPhase phase) {
        jenkins.platform().end(started().get(start) + "-" + (start + 1), phase);
    }

    private List<String> started() {
        List<String> resources = new ArrayList<>();
        jenkins.platform().starts().forEach(start -> resources.add(start.resource()));
        return resources;
    }

    private void awaitStarts(int count) {
        awaitUntil(() -> started().size() >= count
                && release().nodeList().stream()
                                .filter(node -> node.reference().isPresent())
                                .count()
                        >= Math.min(count, release().nodeList().size()));
        assertThat(started()).hasSize(count);
    }

    /** Two whole looks: what the first showed has been acted on before the second. */
    private void awaitLooks() {
        int before = jenkins.platform().looks();
        awaitUntil(() -> jenkins.platform().looks() >= before + 3);
    }

    private List<NodeState> states() {
        return release().nodeList().stream().map(Node::state).toList();
    }

    private Release release() {
        return jenkins.ledger().read(1).orElseThrow();
    }
}
