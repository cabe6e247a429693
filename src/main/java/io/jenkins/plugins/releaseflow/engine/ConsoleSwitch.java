package io.jenkins.plugins.releaseflow.engine;

/** The console of a node, which can become another one while the node runs: a step that joins a node hears of it from then on. Safe for use by many threads. */
final class ConsoleSwitch implements NodeConsole {
    private volatile NodeConsole target;

    ConsoleSwitch(NodeConsole target) {
        this.target = target;
    }

    void to(NodeConsole other) {
        target = other;
    }

    @Override
    public void println(String line) {
        target.println(line);
    }
}
