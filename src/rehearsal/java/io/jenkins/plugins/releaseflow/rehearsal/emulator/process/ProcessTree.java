package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends a process together with everything it has started. */
public final class ProcessTree {
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(10);

    private ProcessTree() {}

    /**
     * Asks the process and its descendants to end, waits, and kills those that did not. Blocks for at most the grace
     * period and two seconds. Parents are asked first: a shell whose command ends before it would go on with the next.
     *
     * @param grace how long they may take to end by themselves
     * @return whether all of them are gone
     */
    public static boolean end(ProcessHandle root, Duration grace) {
        Set<ProcessHandle> tree = new LinkedHashSet<>();
        grow(tree, root);
        tree.forEach(ProcessHandle::destroy);
        if (awaitEnd(tree, grace)) {
            return true;
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        do {
            // What was started between two looks is found through its parent, which is still in the set.
            Set.copyOf(tree).forEach(handle -> grow(tree, handle));
            tree.forEach(ProcessHandle::destroyForcibly);
            if (awaitEnd(tree, Duration.ofMillis(100))) {
                return true;
            }
        } while (System.nanoTime() < deadline);
        return false;
    }

    private static void grow(Set<ProcessHandle> tree, ProcessHandle root) {
        tree.add(root);
        root.children().forEach(child -> grow(tree, child));
    }

    private static boolean awaitEnd(Set<ProcessHandle> tree, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (tree.stream().anyMatch(ProcessIdentity::lives)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
        return true;
    }
}
