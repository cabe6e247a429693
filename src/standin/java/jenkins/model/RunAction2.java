package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** An action of a build that wants to know its build, which it must not keep in a field that is written to disk. */
public interface RunAction2 extends Action {
    /** The action has been added to the build. */
    void onAttached(Run<?, ?> r);

    /** The action has been read from disk with its build. */
    void onLoad(Run<?, ?> r);
}
