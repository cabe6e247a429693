package com.cloudbees.hudson.plugins.folder;

import hudson.model.AbstractItem;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.model.listeners.SaveableListener;
import hudson.util.DescribableList;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import jenkins.model.Jenkins;

/**
 * An item that other items lie in.
 *
 * @param <I> what lies in it
 */
public abstract class AbstractFolder<I extends TopLevelItem> extends AbstractItem
        implements TopLevelItem, ItemGroup<I> {
    protected transient Map<String, I> items = new ConcurrentSkipListMap<>();
    private final transient DescribableList<AbstractFolderProperty<?>, AbstractFolderPropertyDescriptor> properties =
            new DescribableList<>(this);

    @SuppressWarnings("rawtypes")
    protected AbstractFolder(ItemGroup parent, String name) {
        super(parent, name);
    }

    public DescribableList<AbstractFolderProperty<?>, AbstractFolderPropertyDescriptor> getProperties() {
        return properties;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    public void addProperty(AbstractFolderProperty p) throws IOException {
        p.setOwner(this);
        getProperties().add(p);
    }

    /** Properties are not kept by this host: nobody restarts it in the middle of a folder. */
    @Override
    public synchronized void save() throws IOException {
        SaveableListener.fireOnChange(this, getConfigFile());
    }

    @Override
    @SuppressWarnings("unchecked")
    public Descriptor<TopLevelItem> getDescriptor() {
        return Jenkins.get().getDescriptorOrDie(getClass());
    }

    @Override
    public Collection<I> getItems() {
        return List.copyOf(items.values());
    }

    /** The item of that name, or null where there is none or the present user may not know of it. */
    @Override
    public I getItem(String name) {
        I item = items.get(name);
        return item == null || !item.hasPermission(Item.READ) ? null : item;
    }

    @Override
    public File getRootDirFor(I child) {
        return new File(new File(getRootDir(), "jobs"), child.getName());
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }

    @Override
    public void onDeleted(I item) throws IOException {
        items.remove(item.getName(), item);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Collection<? extends Job> getAllJobs() {
        List<Job> jobs = new ArrayList<>();
        getItems().forEach(item -> jobs.addAll(item.getAllJobs()));
        return jobs;
    }
}
