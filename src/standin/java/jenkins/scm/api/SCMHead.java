package jenkins.scm.api;

/** A branch or pull request of a source. */
public class SCMHead {
    private final String name;

    public SCMHead(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }
}
