package hudson;

/** A plugin that is installed and active. */
public abstract class Plugin {
    protected Plugin() {}

    /** A plugin that says nothing about itself. */
    public static final class DummyImpl extends Plugin {
        public DummyImpl() {}
    }
}
