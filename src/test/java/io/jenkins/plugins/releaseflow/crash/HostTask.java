package io.jenkins.plugins.releaseflow.crash;

import java.util.List;

/**
 * What a host does.
 *
 * @param build number of its build; one that an earlier host left goes on
 * @param script what the build does
 * @param stopAfter the event after which it stands still; empty for none
 * @param abortAfter the event after which somebody aborts the build; empty for none
 */
record HostTask(int build, Scripts script, String stopAfter, String abortAfter) {
    static HostTask run(int build, Scripts script) {
        return new HostTask(build, script, "", "");
    }

    static HostTask of(String[] arguments, int from) {
        return new HostTask(
                Integer.parseInt(arguments[from]),
                Scripts.valueOf(arguments[from + 1]),
                arguments[from + 2],
                arguments[from + 3]);
    }

    HostTask stopAfter(String event) {
        return new HostTask(build, script, event, abortAfter);
    }

    HostTask withoutAbort() {
        return abortAfter("");
    }

    HostTask abortAfter(String event) {
        return new HostTask(build, script, stopAfter, event);
    }

    List<String> arguments() {
        return List.of(Integer.toString(build), script.name(), stopAfter, abortAfter);
    }
}
