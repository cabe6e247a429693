package io.jenkins.plugins.releaseflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionScope;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;

/** The permissions as administrators see them, and as their configurations name them. */
class ReleasePermissionsTest {
    @Test
    void namesInConfigurationsStayTheSame() {
        assertThat(ReleasePermissions.GROUP.getId()).isEqualTo("Release");
        assertThat(ReleasePermissions.GROUP.getPermissions())
                .extracting(Permission::getId)
                .containsExactlyInAnyOrder(
                        "io.jenkins.plugins.releaseflow.config.ReleasePermissions.View",
                        "io.jenkins.plugins.releaseflow.config.ReleasePermissions.Run",
                        "io.jenkins.plugins.releaseflow.config.ReleasePermissions.Rollback",
                        "io.jenkins.plugins.releaseflow.config.ReleasePermissions.Resolve",
                        "io.jenkins.plugins.releaseflow.config.ReleasePermissions.Manage");
    }

    @Test
    void whoMayReadAJobMayViewItsReleasesAndAllElseIsGrantedByItself() {
        assertThat(ReleasePermissions.VIEW.impliedBy).isEqualTo(Item.READ);
        assertThat(ReleasePermissions.GROUP.getPermissions())
                .filteredOn(permission -> permission != ReleasePermissions.VIEW)
                .extracting(permission -> permission.impliedBy)
                .containsOnly(Jenkins.ADMINISTER);
    }

    @Test
    void eachCanBeGrantedEverywhereAndSaysWhatItIsFor() {
        assertThat(ReleasePermissions.GROUP.title.toString(Locale.ENGLISH)).isEqualTo("Release");
        assertThat(ReleasePermissions.GROUP.getPermissions()).allSatisfy(permission -> {
            assertThat(permission.isContainedBy(PermissionScope.JENKINS)).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.ITEM)).isTrue();
            assertThat(permission.description.toString(Locale.ENGLISH)).endsWith(".");
        });
    }
}
