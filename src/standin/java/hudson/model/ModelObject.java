package hudson.model;

/** Something with a name for people. */
public interface ModelObject {
    /** The name as shown to people. */
    String getDisplayName();
}
