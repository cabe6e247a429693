package io.jenkins.plugins.releaseflow.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Finds secret-text credentials, each for somebody who may use them. */
final class SecretTexts {
    private SecretTexts() {}

    /**
     * The credential that a build may use, with what its job and the job's folders have. Its use is noted with the build
     * while that runs. Where the build is gone its job counts,
     * and where that is gone too the nearest folder that is left: work that it started is still to be brought to an end.
     *
     * @param url where the secret is going to be sent; a credential may be limited to it
     */
    static Optional<StringCredentials> usableBy(Origin origin, String id, String url) {
        Optional<Run<?, ?>> run = OriginBuild.find(origin);
        if (run.isEmpty()) {
            return usableIn(nearest(origin.job()), id, url);
        }
        StringCredentials found =
                CredentialsProvider.findCredentialById(id, StringCredentials.class, run.get(), requirements(url));
        return Optional.ofNullable(found)
                .map(credential ->
                        run.get().isBuilding() ? CredentialsProvider.track(run.get(), credential) : credential);
    }

    /**
     * The credential that a form uses which is shown in a job or a folder, as builds there will. One that is for Jenkins itself alone does not count, since no
     * build may use it.
     *
     * @param context null stands for Jenkins itself
     */
    static Optional<StringCredentials> usableIn(Item context, String id, String url) {
        return find(context, id, url).filter(forBuilds()::matches);
    }

    /** The credential that requests of strangers are compared with, which is Jenkins' own work; otherwise as {@link #usableIn}. */
    static Optional<StringCredentials> ownIn(Item context, String id) {
        return find(context, id, "");
    }

    private static Optional<StringCredentials> find(Item context, String id, String url) {
        ItemGroup<?> group = group(context);
        return Optional.ofNullable(
                group == null
                        ? CredentialsProvider.findCredentialByIdInItem(
                                id, StringCredentials.class, context, ACL.SYSTEM2, requirements(url))
                        : CredentialsProvider.findCredentialByIdInItemGroup(
                                id, StringCredentials.class, group, ACL.SYSTEM2, requirements(url)));
    }

    /** Why builds can't use a credential as the token, with the remedy; empty where they can. */
    static Optional<String> problemOf(Item context, String id, String url) {
        if (usableIn(context, id, url).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                find(context, id, url).isPresent()
                        ? Messages.FieldChecks_SystemCredential(id)
                        : Messages.FieldChecks_Credential("credentialsId", id));
    }

    private static CredentialsMatcher forBuilds() {
        return CredentialsMatchers.not(CredentialsMatchers.withScope(CredentialsScope.SYSTEM));
    }

    /**
     * The credential that the requests of strangers are compared with, of the place where their platform is configured.
     *
     * @param folder full name of a folder; empty for Jenkins itself
     */
    static Optional<StringCredentials> usableAt(String folder, String id) {
        Item place = item(folder);
        return folder.isEmpty() || place != null ? ownIn(place, id) : Optional.empty();
    }

    /** What a form offers for work of builds, where the user may configure; the present value alone where not. */
    static ListBoxModel choices(Item context, String current, String url) {
        return choices(context, current, url, forBuilds());
    }

    /** What a form offers for Jenkins' own work; otherwise as {@link #choices(Item, String, String)}. */
    static ListBoxModel ownChoices(Item context, String current) {
        return choices(context, current, "", CredentialsMatchers.always());
    }

    private static ListBoxModel choices(Item context, String current, String url, CredentialsMatcher matcher) {
        StandardListBoxModel choices = new StandardListBoxModel();
        choices.includeEmptyValue();
        if (FormUser.mayConfigure(context)) {
            ItemGroup<?> group = group(context);
            if (group == null) {
                choices.includeMatchingAs(ACL.SYSTEM2, context, StringCredentials.class, requirements(url), matcher);
            } else {
                choices.includeMatchingAs(ACL.SYSTEM2, group, StringCredentials.class, requirements(url), matcher);
            }
        }
        return choices.includeCurrentValue(current);
    }

    /** The group itself where the context is one, so that what is kept in a folder counts in its own form; null for a job. */
    private static ItemGroup<?> group(Item context) {
        if (context == null) {
            return Jenkins.get();
        }
        return context instanceof ItemGroup<?> group ? group : null;
    }

    private static Item nearest(String job) {
        Item found = null;
        for (String name = job; found == null && !name.isEmpty(); name = parent(name)) {
            found = item(name);
        }
        return found;
    }

    /** What has that full name; null where nothing has. */
    private static Item item(String name) {
        // The engine's threads act as nobody, as do strangers, who may not see most jobs.
        ACLContext jenkins = ACL.as2(ACL.SYSTEM2);
        try {
            return name.isEmpty() ? null : Jenkins.get().getItemByFullName(name);
        } finally {
            jenkins.close();
        }
    }

    private static String parent(String fullName) {
        return fullName.substring(0, Math.max(0, fullName.lastIndexOf('/')));
    }

    private static List<DomainRequirement> requirements(String url) {
        return url.isEmpty() ? List.of() : URIRequirementBuilder.fromUri(url).build();
    }
}
