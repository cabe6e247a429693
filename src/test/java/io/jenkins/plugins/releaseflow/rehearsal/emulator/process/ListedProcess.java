package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A process that ends when it is asked to, and notes that it was. */
final class ListedProcess implements ProcessHandle {
    private final long pid;
    private final List<ProcessHandle> children;
    private final List<Long> asked;
    private boolean ended;

    ListedProcess(long pid, List<ProcessHandle> children, List<Long> asked) {
        this.pid = pid;
        this.children = children;
        this.asked = asked;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Stream<ProcessHandle> children() {
        return children.stream();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return children.stream().flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
    }

    @Override
    public boolean destroy() {
        asked.add(pid);
        ended = true;
        return true;
    }

    @Override
    public boolean destroyForcibly() {
        return destroy();
    }

    @Override
    public boolean isAlive() {
        return !ended;
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    @Override
    public Optional<ProcessHandle> parent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Info info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ProcessHandle> onExit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(ProcessHandle other) {
        return Long.compare(pid, other.pid());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListedProcess process && process.pid == pid;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pid);
    }
}
