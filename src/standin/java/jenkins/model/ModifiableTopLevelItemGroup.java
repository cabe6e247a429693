package jenkins.model;

import hudson.model.ModifiableItemGroup;
import hudson.model.TopLevelItem;
import java.io.IOException;
import java.io.InputStream;

/** A group in which items can be made. */
public interface ModifiableTopLevelItemGroup extends ModifiableItemGroup<TopLevelItem> {
    /** Makes an item of its configuration. */
    TopLevelItem createProjectFromXML(String name, InputStream xml) throws IOException;
}
