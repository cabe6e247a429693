package hudson.model;

/** A machine that builds run on. No build of the stand-in needs one. */
public abstract class Node {
    public Node() {}
}
