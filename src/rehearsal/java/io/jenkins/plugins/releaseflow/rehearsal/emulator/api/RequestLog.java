package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last ten thousand requests, oldest first. Thread-safe. */
final class RequestLog {
    private static final int CAPACITY = 10_000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    synchronized void add(RecordedRequest request) {
        if (requests.size() == CAPACITY) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<RecordedRequest> list() {
        return List.copyOf(requests);
    }
}
