package jenkins.model;

import hudson.DescriptorExtensionList;
import hudson.ExtensionList;
import hudson.Plugin;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.releaseflow.standin.ActingUser;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jvnet.localizer.Localizable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** The host: the root of all items, extensions and configuration. There is at most one at a time. */
public class Jenkins implements ModifiableTopLevelItemGroup, AccessControlled {
    private static final PermissionGroup PERMISSIONS = new PermissionGroup(Jenkins.class, (Localizable) null);

    public static final Permission ADMINISTER =
            new Permission(PERMISSIONS, "Administer", null, null, PermissionScope.JENKINS);
    public static final Permission READ =
            new Permission(PERMISSIONS, "Read", null, ADMINISTER, PermissionScope.JENKINS);

    private static volatile Jenkins theInstance;

    private final File root;
    private final Map<String, TopLevelItem> items = new ConcurrentSkipListMap<>();
    private final Map<Class<?>, DescriptorExtensionList<?, ?>> descriptorLists = new ConcurrentHashMap<>();
    private volatile boolean terminating;

    /**
     * Becomes the host.
     *
     * @param root the home directory
     * @param context not used here
     * @throws IllegalStateException if there is a host already
     */
    protected Jenkins(File root, ServletContext context) throws IOException, InterruptedException {
        this.root = root;
        synchronized (Jenkins.class) {
            if (theInstance != null) {
                throw new IllegalStateException("second instance");
            }
            theInstance = this;
        }
    }

    /** The host, or null. */
    public static Jenkins getInstanceOrNull() {
        return theInstance;
    }

    public static Jenkins get() throws IllegalStateException {
        Jenkins running = theInstance;
        if (running == null) {
            throw new IllegalStateException("Jenkins.instance is missing. Read the documentation of "
                    + "Jenkins.getInstanceOrNull to see what you are doing wrong.");
        }
        return running;
    }

    /** Who this thread acts as; the host itself unless said otherwise. */
    public static Authentication getAuthentication2() {
        return ActingUser.current().orElse(ACL.SYSTEM2);
    }

    @Override
    public File getRootDir() {
        return root;
    }

    /** The host's address with a slash at its end, or null while nobody has said what it is. */
    public String getRootUrl() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Jenkins";
    }

    @Override
    public String getFullName() {
        return "";
    }

    @Override
    public String getFullDisplayName() {
        return "";
    }

    @Override
    public String getUrl() {
        return "";
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }

    @Override
    public List<TopLevelItem> getItems() {
        return List.copyOf(items.values());
    }

    /** The item of that name, or null where there is none or the present user may not know of it. */
    @Override
    public TopLevelItem getItem(String name) {
        TopLevelItem item = items.get(name);
        if (item == null || item.hasPermission(Item.READ)) {
            return item;
        } else if (item.hasPermission(Item.DISCOVER)) {
            throw new AccessDeniedException("Please login to access job " + name);
        }
        return null;
    }

    @Override
    public File getRootDirFor(TopLevelItem child) {
        return new File(new File(root, "jobs"), child.getName());
    }

    /** Puts an item at the root. */
    public synchronized <I extends TopLevelItem> I add(I item, String name) throws IOException {
        if (items.putIfAbsent(name, item) != null) {
            throw new IllegalArgumentException("There is already an item named " + name);
        }
        ItemListener.fireOnCreated(item);
        return item;
    }

    /** Forgets an item without deleting what it keeps. */
    public void remove(TopLevelItem item) throws IOException {
        items.remove(item.getName(), item);
    }

    @Override
    public TopLevelItem createProjectFromXML(String name, InputStream xml) throws IOException {
        throw new IOException("The stand-in makes no items of their configuration");
    }

    @Override
    public void onDeleted(TopLevelItem item) throws IOException {
        remove(item);
    }

    /** The item of that full name, or null. */
    public Item getItemByFullName(String fullName) {
        return getItemByFullName(fullName, Item.class);
    }

    /** The item of that full name if it has that type, or null. */
    public <T extends Item> T getItemByFullName(String fullName, Class<T> type) {
        ItemGroup<? extends Item> group = this;
        Item item = null;
        for (String name : fullName.split("/")) {
            item = group == null ? null : group.getItem(name);
            group = item instanceof ItemGroup<?> inner ? inner : null;
        }
        return type.isInstance(item) ? type.cast(item) : null;
    }

    /** The extensions of a type; always the same list. */
    public <T> ExtensionList<T> getExtensionList(Class<T> extensionType) {
        return ExtensionList.create(this, extensionType);
    }

    /** The descriptors of a describable type; always the same list. */
    @SuppressWarnings("unchecked")
    public <T extends Describable<T>, D extends Descriptor<T>> DescriptorExtensionList<T, D> getDescriptorList(
            Class<T> type) {
        return (DescriptorExtensionList<T, D>)
                descriptorLists.computeIfAbsent(type, t -> DescriptorExtensionList.createDescriptorList(this, type));
    }

    /** The descriptor of that id, or null. */
    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptor(String id) {
        return Descriptor.find(id);
    }

    /** The descriptor of exactly that class, or null. */
    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptor(Class<? extends Describable> type) {
        for (Descriptor descriptor : getExtensionList(Descriptor.class)) {
            if (descriptor.clazz == type) {
                return descriptor;
            }
        }
        return null;
    }

    /** The descriptor of exactly that class. */
    @SuppressWarnings("rawtypes")
    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        Descriptor descriptor = getDescriptor(type);
        if (descriptor == null) {
            throw new AssertionError(type + " is missing its descriptor");
        }
        return descriptor;
    }

    /** The descriptor of that type, or null. */
    @SuppressWarnings("rawtypes")
    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        return getExtensionList(Descriptor.class).get(type);
    }

    /** The plugin of that name, or null. The host has those of which there are classes here. */
    public Plugin getPlugin(String shortName) {
        return List.of("pipeline-input-step", "scm-api").contains(shortName) ? new Plugin.DummyImpl() : null;
    }

    /** Everybody may do anything, unless the host says otherwise. */
    @Override
    public ACL getACL() {
        return ACL.lambda2((who, what) -> true);
    }

    public boolean isTerminating() {
        return terminating;
    }

    @Override
    public void save() throws IOException {}

    /** Ends the host: tells the listeners and makes room for another one. */
    public void cleanUp() {
        ItemListener.all().forEach(ItemListener::onBeforeShutdown);
        terminating = true;
        theInstance = null;
    }
}
