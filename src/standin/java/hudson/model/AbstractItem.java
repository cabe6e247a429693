package hudson.model;

import hudson.XmlFile;
import hudson.security.ACL;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import jenkins.model.Jenkins;

/** What items have in common. */
public abstract class AbstractItem extends Actionable implements Item {
    private final transient ItemGroup<? extends Item> parent;

    protected transient volatile String name;
    protected volatile String description;
    protected String displayName;

    @SuppressWarnings({"rawtypes", "unchecked"})
    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return displayName == null ? name : displayName;
    }

    public void setDisplayName(String displayName) throws IOException {
        this.displayName = hudson.Util.fixEmptyAndTrim(displayName);
        save();
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) throws IOException {
        this.description = description;
        save();
    }

    @Override
    public ItemGroup<? extends Item> getParent() {
        return parent;
    }

    @Override
    @SuppressWarnings("unchecked")
    public File getRootDir() {
        return ((ItemGroup<Item>) parent).getRootDirFor(this);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public abstract Collection<? extends Job> getAllJobs();

    @Override
    public final String getFullName() {
        String group = parent.getFullName();
        return group.isEmpty() ? getName() : group + '/' + getName();
    }

    @Override
    public final String getFullDisplayName() {
        String group = parent.getFullDisplayName();
        return group.isEmpty() ? getDisplayName() : group + " » " + getDisplayName();
    }

    @Override
    public final String getUrl() {
        return parent.getUrl() + getShortUrl();
    }

    @Override
    public String getShortUrl() {
        String prefix = parent.getUrlChildPrefix();
        String encoded = java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
        return (prefix.equals(".") ? "" : prefix + '/') + encoded + '/';
    }

    /** The item's page with the host's address. */
    public final String getAbsoluteUrl() {
        String root = Jenkins.get().getRootUrl();
        if (root == null) {
            throw new IllegalStateException("Root URL isn't configured yet. Cannot compute absolute URL.");
        }
        return root + getUrl();
    }

    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }

    @Override
    public synchronized void save() throws IOException {
        getConfigFile().write(this);
    }

    public final XmlFile getConfigFile() {
        return new XmlFile(new XStream2(), new File(getRootDir(), "config.xml"));
    }

    @Override
    @SuppressWarnings("unchecked")
    public void delete() throws IOException, InterruptedException {
        checkPermission(DELETE);
        performDelete();
        ((ItemGroup<Item>) parent).onDeleted(this);
        hudson.model.listeners.ItemListener.fireOnDeleted(this);
    }

    /** Removes what the item keeps. */
    protected void performDelete() throws IOException, InterruptedException {
        getConfigFile().delete();
    }

    @Override
    public String toString() {
        return super.toString() + '[' + getFullName() + ']';
    }
}
