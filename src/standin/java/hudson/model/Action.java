package hudson.model;

/** Something attached to a model object: a page, a side panel entry, or only data. */
public interface Action extends ModelObject {
    /** The icon of the side panel entry, or null to have no entry. */
    String getIconFileName();

    /** The text of the side panel entry, or null to have no entry. */
    @Override
    String getDisplayName();

    /** The name below the owner's URL, or null to have no page. */
    String getUrlName();
}
