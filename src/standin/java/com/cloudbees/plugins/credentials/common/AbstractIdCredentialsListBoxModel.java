package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.ListBoxModel;
import java.util.List;
import org.springframework.security.core.Authentication;

/**
 * A drop-down list of credentials.
 *
 * @param <T> the type of the list
 * @param <C> the type of the credentials
 */
public abstract class AbstractIdCredentialsListBoxModel<
                T extends AbstractIdCredentialsListBoxModel<T, C>, C extends IdCredentials>
        extends ListBoxModel {
    private static final long serialVersionUID = 1L;

    /** How a choice is shown. */
    protected abstract String describe(C c);

    /** Adds the choice of none, as the first. */
    public AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() {
        if (stream().noneMatch(option -> option.value.isEmpty())) {
            add(0, new Option("- none -", "", false));
        }
        return this;
    }

    /** Adds those that somebody may use in an item and that match. */
    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            Item context,
            Class<? extends C> type,
            List<DomainRequirement> domainRequirements,
            CredentialsMatcher matcher) {
        for (C credentials :
                CredentialsProvider.lookupCredentialsInItem(type, context, authentication, domainRequirements)) {
            if (matcher.matches(credentials)) {
                addOnce(new Option(describe(credentials), credentials.getId()));
            }
        }
        return this;
    }

    /** Adds those that somebody may use in a group and that match. */
    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            ItemGroup<?> context,
            Class<? extends C> type,
            List<DomainRequirement> domainRequirements,
            CredentialsMatcher matcher) {
        for (C credentials :
                CredentialsProvider.lookupCredentialsInItemGroup(type, context, authentication, domainRequirements)) {
            if (matcher.matches(credentials)) {
                addOnce(new Option(describe(credentials), credentials.getId()));
            }
        }
        return this;
    }

    /** Adds the value in use, so that a form does not lose it. */
    public AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(String value) {
        if (value != null && !value.isEmpty()) {
            addOnce(new Option("- current -", value));
        }
        return this;
    }

    private void addOnce(Option choice) {
        if (stream().noneMatch(option -> option.value.equals(choice.value))) {
            add(choice);
        }
    }
}
