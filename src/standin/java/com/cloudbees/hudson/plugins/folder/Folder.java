package com.cloudbees.hudson.plugins.folder;

import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.io.InputStream;
import jenkins.model.ModifiableTopLevelItemGroup;

/** A folder whose items people put there. */
public class Folder extends AbstractFolder<TopLevelItem> implements ModifiableTopLevelItemGroup {
    @SuppressWarnings("rawtypes")
    public Folder(ItemGroup parent, String name) {
        super(parent, name);
    }

    /** Puts an item into it. */
    public <I extends TopLevelItem> I add(I item, String name) throws IOException, IllegalArgumentException {
        if (items.putIfAbsent(name, item) != null) {
            throw new IllegalArgumentException("There is already an item named " + name);
        }
        ItemListener.fireOnCreated(item);
        return item;
    }

    @Override
    public TopLevelItem createProjectFromXML(String name, InputStream xml) throws IOException {
        throw new IOException("The stand-in makes no items of their configuration");
    }

    /** Forgets an item without deleting what it keeps. */
    public void remove(TopLevelItem item) throws IOException, IllegalArgumentException {
        items.remove(item.getName(), item);
    }
}
