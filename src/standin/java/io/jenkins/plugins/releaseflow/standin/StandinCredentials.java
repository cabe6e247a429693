package io.jenkins.plugins.releaseflow.standin;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The credentials of one host, kept in memory only: at the root or in a group, for the items below. */
@Extension
public final class StandinCredentials extends CredentialsProvider {
    private final transient List<Kept> all = new CopyOnWriteArrayList<>();

    /** The store of the running host. */
    public static StandinCredentials get() {
        return ExtensionList.lookupSingleton(StandinCredentials.class);
    }

    /** Keeps credentials at the root. */
    public void add(Credentials credentials) {
        add(Jenkins.get(), credentials);
    }

    /** Keeps credentials in a group: only items below it may use them. */
    public void add(ItemGroup<?> group, Credentials credentials) {
        all.add(new Kept(group.getFullName(), credentials));
    }

    @Override
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            Class<C> type, ItemGroup<?> itemGroup, Authentication who, List<DomainRequirement> requirements) {
        return usableIn(
                type,
                itemGroup == null ? "" : itemGroup.getFullName(),
                itemGroup == null || itemGroup == Jenkins.get());
    }

    @Override
    public <C extends Credentials> List<C> getCredentialsInItem(
            Class<C> type, Item item, Authentication who, List<DomainRequirement> requirements) {
        return usableIn(type, item == null ? "" : item.getParent().getFullName(), item == null);
    }

    private <C extends Credentials> List<C> usableIn(Class<C> type, String group, boolean byHost) {
        return all.stream()
                .filter(kept -> kept.group().isEmpty() || (group + '/').startsWith(kept.group() + '/'))
                .map(Kept::credentials)
                .filter(credentials -> byHost || credentials.getScope() != CredentialsScope.SYSTEM)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private record Kept(String group, Credentials credentials) {}
}
