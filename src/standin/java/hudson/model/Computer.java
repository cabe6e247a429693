package hudson.model;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What builds run on. Of it there are only the threads for what may wait for other machines. */
public abstract class Computer extends Actionable {
    public static final ExecutorService threadPoolForRemoting = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "Computer.threadPoolForRemoting");
        thread.setDaemon(true);
        return thread;
    });

    private Computer() {}
}
