package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import java.util.List;

/** A function that scripts can call and that is no step, because it takes more than one block or is part of the language. */
@FunctionalInterface
public interface HostFunction {

    /**
     * Does it.
     *
     * @param arguments as Groovy passes them: named ones as a map in front, closures as they are
     * @return what the script gets; may be null
     */
    Object call(List<Object> arguments) throws Exception;
}
