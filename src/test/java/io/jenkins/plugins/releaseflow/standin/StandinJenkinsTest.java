package io.jenkins.plugins.releaseflow.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.User;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host starts, is the Jenkins of the process, and ends without a trace. */
@SuppressWarnings("try") // a host works by being there
class StandinJenkinsTest {
    @TempDir
    private Path home;

    @Test
    void isTheJenkinsOfTheProcessUntilItIsClosed() throws Exception {
        assertThat(Jenkins.getInstanceOrNull()).isNull();
        try (StandinJenkins host = StandinJenkins.start(home.resolve("new"))) {
            assertThat(Jenkins.get()).isSameAs(host);
            assertThat(host.getRootDir()).isDirectory();
            assertThatIllegalStateException().isThrownBy(() -> StandinJenkins.start(home));
        }
        assertThat(Jenkins.getInstanceOrNull()).isNull();
        assertThatIllegalStateException().isThrownBy(Jenkins::get);
    }

    @Test
    void eachHostHasExtensionsOfItsOwnAndEachOnce() throws Exception {
        ItemListener before;
        try (StandinJenkins host = StandinJenkins.start(home)) {
            before = host.getExtensionList(ItemListener.class).get(SampleListeners.OfItems.class);
            assertThat(ExtensionList.lookupSingleton(SampleListeners.OfItems.class))
                    .isSameAs(before);
        }
        try (StandinJenkins host = StandinJenkins.start(home)) {
            assertThat(host.getExtensionList(ItemListener.class).get(SampleListeners.OfItems.class))
                    .isNotNull()
                    .isNotSameAs(before);
        }
        assertThat(ExtensionList.lookup(ItemListener.class)).isEmpty();
    }

    @Test
    void extensionsAreFoundByTypeNameAndOrder() throws Exception {
        try (StandinJenkins host = StandinJenkins.start(home)) {
            assertThat(StepDescriptor.byFunctionName("sampleStep")).isInstanceOf(SampleStep.DescriptorImpl.class);
            assertThat(StepDescriptor.byFunctionName("noSuchStep")).isNull();
            assertThat(host.getDescriptorOrDie(SampleStep.class).getId()).isEqualTo(SampleStep.class.getName());
            assertThat(new SampleStep("t").getDescriptor()).isSameAs(host.getDescriptor(SampleStep.class));
            assertThat(host.getDescriptorList(SampleTarget.class)).hasSize(2);
            assertThat(host.getExtensionList(Descriptor.class).get(0)).isInstanceOf(SampleConfiguration.class);
            assertThatIllegalStateException().isThrownBy(() -> ExtensionList.lookupSingleton(Descriptor.class));
            assertThatIllegalStateException().isThrownBy(() -> ExtensionList.lookupFirst(Thread.class));
        }
    }

    @Test
    void listenersHearOfTheStartTheItemsAndTheEnd() throws Exception {
        List<String> heard;
        try (StandinJenkins host = StandinJenkins.start(home)) {
            heard = SampleListeners.heard();
            host.add(new SampleJob(host, "shop"), "shop");
        }
        assertThat(heard).containsExactly("loaded", "created shop", "shutdown");
    }

    @Test
    void itemsAreFoundByTheirFullName() throws Exception {
        try (StandinJenkins host = StandinJenkins.start(home)) {
            SampleJob job = host.add(new SampleJob(host, "my shop"), "my shop");

            assertThat(host.getItemByFullName("my shop")).isSameAs(job);
            assertThat(host.getItemByFullName("my shop", SampleJob.class)).isSameAs(job);
            assertThat(host.getItemByFullName("my shop/main")).isNull();
            assertThat(host.getItemByFullName("other")).isNull();
            assertThat(host.getAllItems(SampleJob.class)).containsExactly(job);
            assertThat(job.getUrl()).isEqualTo("job/my%20shop/");
            assertThat(job.getRootDir().toPath()).isEqualTo(home.resolve("jobs/my shop"));
            host.setRootUrl("http://127.0.0.1:8080/");
            assertThat(job.getAbsoluteUrl()).isEqualTo("http://127.0.0.1:8080/job/my%20shop/");
        }
    }

    @Test
    void usersMayDoWhatTheHostLetsThem() throws Exception {
        try (StandinJenkins host = StandinJenkins.start(home)) {
            host.setACL(ACL.lambda2((who, what) -> who.getName().equals("ann") && what == Item.READ));
            SampleJob job = host.add(new SampleJob(host, "shop"), "shop");

            assertThat(job.hasPermission(Item.BUILD)).as("the host itself").isTrue();
            assertThat(User.current()).isNull();
            try (ACLContext as = ACL.as(User.getById("ann", true))) {
                assertThat(User.current().getId()).isEqualTo("ann");
                assertThat(job.hasPermission(Item.READ)).isTrue();
                assertThatExceptionOfType(AccessDeniedException3.class)
                        .isThrownBy(() -> job.checkPermission(Item.BUILD))
                        .withMessage("ann is missing the Item/Build permission");
            }
            assertThat(User.current()).isNull();
        }
    }
}
