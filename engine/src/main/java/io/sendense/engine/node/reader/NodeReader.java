package io.sendense.engine.node.reader;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.node.protocol.DiscoverRequest;
import io.sendense.engine.node.protocol.Discovery;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.NodeHealth;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.NodeLimits;
import io.sendense.engine.node.protocol.StartAnswer;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import io.sendense.engine.transfer.limit.PlaceLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The jobs of a node. Thread-safe.
///
/// A job goes on as long as somebody asks about it: every call that names one counts, but for
/// [#next], as whoever waits there may have gone without anybody noticing. One that nobody asks
/// about is stopped after a time and releases what it holds.
public final class NodeReader implements AutoCloseable {
    /// How long `close` waits for jobs to end.
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final NodeSettings settings;
    private final SharedSources sources;
    private final PlaceLimiter places;
    private final JobWork work;
    private final Thread watch;

    @GuardedBy("this")
    private final Map<NodeJobId, NodeJob> jobs = new LinkedHashMap<>();

    @GuardedBy("this")
    private PlaceLimits host;

    @GuardedBy("this")
    private PlaceLimits datastore;

    @GuardedBy("this")
    private boolean closed;

    /// A node without jobs.
    public NodeReader(NodeSettings settings) {
        this.settings = settings;
        this.sources = new SharedSources(settings.sources());
        this.host = settings.host();
        this.datastore = settings.datastore();
        this.places = new PlaceLimiter(host, datastore);
        this.work = new JobWork(sources, settings.mover(), places, settings.connect());
        this.watch = Thread.ofVirtual().name("node watch").start(this::watch);
    }

    /// Accepts a job. The same request again is answered with the job that it began, ended or not.
    ///
    /// @param request from now on this one's, with its password
    /// @throws EngineException `NODE-JOB-CONFLICT`: another request had this id; `NODE-BUSY`
    public StartAnswer start(StartRequest request) throws EngineException {
        // Outside of the lock: extents may be many.
        NodeJob job = new NodeJob(request, settings);
        synchronized (this) {
            NodeJob known = jobs.get(request.jobId());
            if (known != null) {
                return again(known, job, request);
            }
            long running = jobs.values().stream().filter(each -> !each.ended()).count();
            if (closed || running >= settings.mostJobs()) {
                request.close();
                throw Problem.of(ProblemCode.NODE_BUSY)
                        .withCount("running", running)
                        .withCount("most", settings.mostJobs())
                        .toException();
            }
            limit(request.limits());
            jobs.put(job.id(), job);
            job.begin(request, work);
        }
        return job.answer();
    }

    private static StartAnswer again(NodeJob known, NodeJob asked, StartRequest request)
            throws EngineException {
        try (request) {
            if (!known.isTheSameAs(asked)) {
                throw Problem.of(ProblemCode.NODE_JOB_CONFLICT)
                        .with("job", known.id().value())
                        .toException();
            }
            known.asked();
            return known.answer();
        }
    }

    @GuardedBy("this")
    private void limit(NodeLimits limits) {
        host = withRequests(host, limits.requestsPerHost());
        datastore = withRequests(datastore, limits.requestsPerDatastore());
        places.change(host, datastore);
    }

    /// So many bytes as requests, at one MiB each.
    private static PlaceLimits withRequests(PlaceLimits before, Optional<Integer> requests) {
        return requests.map(count -> new PlaceLimits(count, (long) count << 20)).orElse(before);
    }

    /// How a job stands.
    ///
    /// @throws EngineException `NODE-JOB-UNKNOWN`
    public JobProgress status(NodeJobId id) throws EngineException {
        return asked(id).progress();
    }

    /// Waits until a job stands otherwise than it did.
    ///
    /// @return nothing where it was all the same for this time, or has ended
    /// @throws EngineException `NODE-JOB-UNKNOWN`
    public Optional<JobProgress> next(NodeJobId id, JobProgress before, Duration atMost)
            throws EngineException, InterruptedException {
        return job(id).next(before, atMost);
    }

    /// Asks a job to stop, and returns at once.
    ///
    /// @return how it stands
    /// @throws EngineException `NODE-JOB-UNKNOWN`
    public JobProgress cancel(NodeJobId id) throws EngineException {
        NodeJob job = asked(id);
        job.stop(Optional.empty());
        return job.progress();
    }

    /// Takes the sums of a disk, which can be done once.
    ///
    /// @throws EngineException `NODE-JOB-UNKNOWN`, `NODE-JOB-DISK-UNKNOWN`, `NODE-SUMS-TAKEN`
    public SumStream sums(NodeJobId id, int key) throws EngineException {
        NodeDisk disk =
                asked(id)
                        .disk(key)
                        .orElseThrow(() ->
                                Problem.of(ProblemCode.NODE_JOB_DISK_UNKNOWN)
                                        .with("job", id.value())
                                        .with("key", String.valueOf(key))
                                        .toException());
        if (!disk.sums().claim()) {
            throw Problem.of(ProblemCode.NODE_SUMS_TAKEN)
                    .with("job", id.value())
                    .with("key", String.valueOf(key))
                    .toException();
        }
        return new SumStream(disk.sums());
    }

    /// Asks a vCenter what it has.
    ///
    /// @param request from now on this one's, with its password
    public Discovery discover(DiscoverRequest request)
            throws EngineException, InterruptedException {
        try (SharedSources.Lease lease = sources.take(request.vcenter())) {
            return VmDiscovery.of(lease.source(), request.vm());
        }
    }

    public NodeHealth health() {
        int running;
        synchronized (this) {
            running = (int) jobs.values().stream().filter(job -> !job.ended()).count();
        }
        return new NodeHealth(NodeHealth.OK, running, sources.count());
    }

    private NodeJob asked(NodeJobId id) throws EngineException {
        NodeJob job = job(id);
        job.asked();
        return job;
    }

    private synchronized NodeJob job(NodeJobId id) throws EngineException {
        NodeJob job = jobs.get(id);
        if (job == null) {
            throw Problem.of(ProblemCode.NODE_JOB_UNKNOWN).with("job", id.value()).toException();
        }
        return job;
    }

    private synchronized List<NodeJob> all() {
        return List.copyOf(jobs.values());
    }

    /// Stops jobs whose console is silent, and forgets those that ended long ago.
    private void watch() {
        long pause = Math.clamp(settings.patience().toMillis() / 20, 10, 1_000);
        try {
            while (true) {
                Thread.sleep(pause);
                for (NodeJob job : all()) {
                    if (job.ended()) {
                        forget(job);
                    } else if (job.silence().compareTo(settings.patience()) > 0) {
                        job.stop(
                                Optional.of(
                                        Problem.of(ProblemCode.NODE_CONSOLE_SILENT)
                                                .withTime("time", settings.patience())));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void forget(NodeJob job) {
        if (job.sinceEnd().compareTo(settings.keep()) > 0) {
            jobs.remove(job.id());
        }
    }

    /// Stops all jobs and waits until they have released what they hold. Accepts no more.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watch.interrupt();
        all().forEach(job -> job.stop(Optional.empty()));
        boolean interrupted = false;
        for (NodeJob job : all()) {
            try {
                boolean _ = job.awaitEnd(CLOSING);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
