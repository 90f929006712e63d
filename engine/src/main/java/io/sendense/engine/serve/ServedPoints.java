package io.sendense.engine.serve;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.RestorePoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The restore points an engine serves at this moment. Thread-safe. Closing ends them all.
public final class ServedPoints implements AutoCloseable {
    private final InstantSource clock;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Long, Live> live = new TreeMap<>();

    @GuardedBy("lock")
    private long last;

    @GuardedBy("lock")
    private boolean closed;

    public ServedPoints(InstantSource clock) {
        this.clock = clock;
    }

    /// Since when something is served.
    private record Live(LivePoint point, Instant since) {
        ServedPoint view(long id) {
            return point.view(id, since);
        }
    }

    /// Serves a point until it is stopped.
    ///
    /// @param point the one the request means
    /// @param repository name of its repository
    /// @throws EngineException `POINT-DISK-UNKNOWN`, `POINT-DAMAGED`, `SERVE-NOT-LOOPBACK`,
    ///   `SERVE-PLACE-UNAVAILABLE`
    public ServedPoint serve(RestorePoint point, String repository, ServeRequest request)
            throws EngineException {
        LivePoint opened = LivePoint.open(point, repository, request);
        synchronized (lock) {
            if (!closed) {
                Live entry = new Live(opened, clock.instant());
                live.put(++last, entry);
                return entry.view(last);
            }
        }
        opened.close();
        throw Problem.of(ProblemCode.REQUEST_INVALID)
                .because(Cause.of(CauseCode.ENGINE_CLOSING))
                .toException();
    }

    /// All of them, the longest first.
    public List<ServedPoint> list() {
        synchronized (lock) {
            return live.entrySet().stream()
                    .map(entry -> entry.getValue().view(entry.getKey()))
                    .toList();
        }
    }

    /// Ends one. Its clients' connections end with it.
    ///
    /// @throws EngineException `SERVE-UNKNOWN`
    public void stop(long id) throws EngineException {
        Live stopped;
        synchronized (lock) {
            stopped = live.remove(id);
        }
        if (stopped == null) {
            throw Problem.of(ProblemCode.SERVE_UNKNOWN).withCount("id", id).toException();
        }
        stopped.point().close();
    }

    @Override
    public void close() {
        List<Live> all;
        synchronized (lock) {
            closed = true;
            all = new ArrayList<>(live.values());
            live.clear();
        }
        all.forEach(each -> each.point().close());
    }
}
