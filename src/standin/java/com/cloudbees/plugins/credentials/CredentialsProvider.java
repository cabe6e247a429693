package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;
import org.springframework.security.core.Authentication;

/** A source of credentials, and the way to ask all sources. */
public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
        implements ExtensionPoint, Describable<CredentialsProvider> {
    private static final PermissionGroup PERMISSIONS =
            new PermissionGroup(CredentialsProvider.class, (Localizable) null);

    /** May use the credentials of an item. */
    public static final Permission USE_ITEM =
            new Permission(PERMISSIONS, "UseItem", null, Item.CONFIGURE, PermissionScope.ITEM);

    @SuppressWarnings("unchecked")
    public CredentialsProvider() {
        super(self());
    }

    @Override
    public Descriptor<CredentialsProvider> getDescriptor() {
        return this;
    }

    public static ExtensionList<CredentialsProvider> all() {
        return ExtensionList.lookup(CredentialsProvider.class);
    }

    /** The credentials of a type that somebody may use in a group, or at the root for null. */
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            Class<C> type,
            ItemGroup<?> itemGroup,
            Authentication authentication,
            List<DomainRequirement> domainRequirements) {
        throw new AbstractMethodError("implement getCredentialsInItemGroup");
    }

    /** The credentials of a type that somebody may use in an item. */
    public <C extends Credentials> List<C> getCredentialsInItem(
            Class<C> type, Item item, Authentication authentication, List<DomainRequirement> domainRequirements) {
        return getCredentialsInItemGroup(
                type, item == null ? Jenkins.get() : item.getParent(), authentication, domainRequirements);
    }

    /** What all sources have for an item, or for the root for null. */
    public static <C extends Credentials> List<C> lookupCredentialsInItem(
            Class<C> type, Item item, Authentication authentication, List<DomainRequirement> domainRequirements) {
        Authentication who = authentication == null ? ACL.SYSTEM2 : authentication;
        Set<C> found = new LinkedHashSet<>();
        for (CredentialsProvider provider : all()) {
            found.addAll(provider.getCredentialsInItem(type, item, who, domainRequirements));
        }
        return new ArrayList<>(found);
    }

    /** What all sources have for a group, or for the root for null. */
    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            Class<C> type,
            ItemGroup<?> itemGroup,
            Authentication authentication,
            List<DomainRequirement> domainRequirements) {
        Authentication who = authentication == null ? ACL.SYSTEM2 : authentication;
        Set<C> found = new LinkedHashSet<>();
        for (CredentialsProvider provider : all()) {
            found.addAll(provider.getCredentialsInItemGroup(type, itemGroup, who, domainRequirements));
        }
        return new ArrayList<>(found);
    }

    /** The ids of what all sources have for an item, with their descriptions. */
    public static <C extends IdCredentials> ListBoxModel listCredentialsInItem(
            Class<C> type,
            Item item,
            Authentication authentication,
            List<DomainRequirement> domainRequirements,
            CredentialsMatcher matcher) {
        ListBoxModel choices = new ListBoxModel();
        for (C credentials : lookupCredentialsInItem(type, item, authentication, domainRequirements)) {
            if (matcher == null || matcher.matches(credentials)) {
                String description = credentials instanceof StandardCredentials standard
                        ? Util.fixEmptyAndTrim(standard.getDescription())
                        : null;
                choices.add(description == null ? credentials.getId() : description, credentials.getId());
            }
        }
        return choices;
    }

    /** The credentials of that id that a build may use, or null. */
    public static <C extends IdCredentials> C findCredentialById(String id, Class<C> type, Run<?, ?> run) {
        return findCredentialById(id, type, run, List.of());
    }

    /** The credentials of that id that a build may use, or null. */
    public static <C extends IdCredentials> C findCredentialById(
            String id, Class<C> type, Run<?, ?> run, DomainRequirement... domainRequirements) {
        return findCredentialById(id, type, run, List.of(domainRequirements));
    }

    /** The credentials of that id that a build may use, or null. */
    public static <C extends IdCredentials> C findCredentialById(
            String id, Class<C> type, Run<?, ?> run, List<DomainRequirement> domainRequirements) {
        return findCredentialByIdInItem(id, type, run.getParent(), ACL.SYSTEM2, domainRequirements);
    }

    /** The credentials of that id that somebody may use in an item, or null. */
    public static <C extends IdCredentials> C findCredentialByIdInItem(
            String id,
            Class<C> type,
            Item item,
            Authentication authentication,
            List<DomainRequirement> domainRequirements) {
        return CredentialsMatchers.firstOrNull(
                lookupCredentialsInItem(type, item, authentication, domainRequirements),
                CredentialsMatchers.withId(id));
    }

    /** The credentials of that id that somebody may use in a group, or null. */
    public static <C extends IdCredentials> C findCredentialByIdInItemGroup(
            String id,
            Class<C> type,
            ItemGroup<?> itemGroup,
            Authentication authentication,
            List<DomainRequirement> domainRequirements) {
        return CredentialsMatchers.firstOrNull(
                lookupCredentialsInItemGroup(type, itemGroup, authentication, domainRequirements),
                CredentialsMatchers.withId(id));
    }

    /** Notes that a build uses credentials; this host keeps no such notes. */
    public static <C extends Credentials> C track(Run<?, ?> build, C credentials) {
        return credentials;
    }
}
