package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import groovy.lang.Closure;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import java.util.List;

/** {@code script}: Groovy code between the steps of a Declarative pipeline. */
public final class ScriptFunction implements HostFunction {

    @Override
    public Object call(List<Object> arguments) {
        if (arguments.size() == 1 && arguments.get(0) instanceof Closure<?> code) {
            return code.call();
        }
        throw JenkinsfileException.general("'script' has no block.", "Write it as script { … }.");
    }
}
