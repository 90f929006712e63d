package io.sendense.engine.lab.traffic;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The requests for files. Thread-safe.
public final class FileTraffic {
    private static final int KEPT = 1000;

    @GuardedBy("this")
    private final Deque<FileRequest> requests = new ArrayDeque<>();

    @GuardedBy("this")
    private int underWay;

    @GuardedBy("this")
    private int mostAtOnce;

    /// Notes that a request has come. Each ends once.
    public synchronized void begin(FileRequest request) {
        if (requests.size() == KEPT) {
            requests.removeFirst();
        }
        requests.addLast(request);
        underWay++;
        mostAtOnce = Math.max(mostAtOnce, underWay);
    }

    /// Notes that a request was answered, or cut off.
    public synchronized void end() {
        underWay--;
    }

    /// The last requests, at most a thousand, in the order they began.
    public synchronized List<FileRequest> requests() {
        return List.copyOf(requests);
    }

    /// The most that were under way at once.
    public synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    /// Forgets what was noted; requests under way stay counted.
    public synchronized void forget() {
        requests.clear();
        mostAtOnce = underWay;
    }
}
