package io.jenkins.plugins.releaseflow.config;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings that a class logs, until this is closed. */
final class LoggedWarnings extends Handler implements AutoCloseable {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LoggedWarnings(Logger logger) {
        this.logger = logger;
    }

    static LoggedWarnings of(Class<?> type) {
        LoggedWarnings made = new LoggedWarnings(Logger.getLogger(type.getName()));
        made.logger.addHandler(made);
        return made;
    }

    List<String> texts() {
        return texts;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel() == Level.WARNING) {
            texts.add(entry.getMessage());
        }
    }

    @Override
    public void flush() {
        // Nothing waits.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
