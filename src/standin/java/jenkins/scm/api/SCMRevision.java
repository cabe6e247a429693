package jenkins.scm.api;

import java.io.Serializable;

/** One revision of a head. Those of the same content are equal. */
public abstract class SCMRevision implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient SCMHead head;

    protected SCMRevision(SCMHead head) {
        this.head = head;
    }

    public final SCMHead getHead() {
        return head;
    }

    @Override
    public abstract boolean equals(Object obj);

    @Override
    public abstract int hashCode();
}
