package io.sendense.engine.node.reader;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.JobStatus;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.RequestWriter;
import io.sendense.engine.node.protocol.StartAnswer;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One job: its thread, how it stands, and when somebody last asked. Thread-safe.
///
/// ```text
/// RUNNING ──► COMPLETED | FAILED
///    └──► CANCELLING ──► CANCELLED | FAILED (stopped by the node) | COMPLETED (it was too late)
/// ```
///
/// It has ended when all it held is released. What it was asked for is forgotten then: extents may
/// be many.
final class NodeJob {
    private static final Logger LOG = LoggerFactory.getLogger(NodeJob.class);
    private static final long LOOK_MILLIS = 250;

    private final NodeJobId id;
    private final String digest;
    private final InstantSource clock;
    private final Instant startedAt;
    private final List<NodeDisk> disks;

    @GuardedBy("this")
    private JobStatus status = JobStatus.RUNNING;

    @GuardedBy("this")
    private Optional<Instant> endedAt = Optional.empty();

    @GuardedBy("this")
    private Optional<Problem> problem = Optional.empty();

    @GuardedBy("this")
    private @Nullable Thread thread;

    private volatile long askedNanos = System.nanoTime();
    private volatile long endedNanos;

    /// A job that has not begun.
    NodeJob(StartRequest request, NodeSettings settings) {
        this.id = request.jobId();
        this.digest = RequestWriter.digest(request);
        this.clock = settings.clock();
        this.startedAt = clock.instant();
        this.disks =
                request.disks().stream()
                        .map(disk ->
                                new NodeDisk(
                                        disk.key(),
                                        disk.plan().bytes(),
                                        new SumBuffer(settings.sumBytes(), settings.patience())))
                        .toList();
    }

    NodeJobId id() {
        return id;
    }

    /// Whether both were asked for in the same words, with the same password or another.
    boolean isTheSameAs(NodeJob other) {
        return digest.equals(other.digest);
    }

    /// Begins it, on a thread of its own. Called once.
    void begin(StartRequest request, JobWork work) {
        synchronized (this) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("node " + id)
                            .unstarted(() -> run(request, work));
            thread.start();
        }
        LOG.info(
                "job {} begins: snapshot {} of {}, {} disks, {} bytes",
                id,
                request.snapshot(),
                request.vm(),
                disks.size(),
                disks.stream().mapToLong(NodeDisk::plannedBytes).sum());
    }

    private void run(StartRequest request, JobWork work) {
        Optional<Problem> failure = Optional.empty();
        boolean stopped = false;
        try {
            work.run(request, disks);
        } catch (InterruptedException _) {
            stopped = true;
        } catch (EngineException e) {
            failure = Optional.of(e.problem());
        } catch (RuntimeException | Error e) {
            LOG.error("job {} met a bug", id, e);
            failure = Optional.of(Problem.of(ProblemCode.INTERNAL_ERROR).because(e));
        }
        disks.forEach(disk -> disk.sums().abandon());
        disks.forEach(NodeDisk::cancelled);
        end(failure, stopped);
    }

    private synchronized void end(Optional<Problem> failure, boolean stopped) {
        boolean asked = status == JobStatus.CANCELLING;
        if (asked && (stopped || failure.isPresent())) {
            // What failed under a stop failed for it, and the reason for the stop is the reason.
            status = problem.isPresent() ? JobStatus.FAILED : JobStatus.CANCELLED;
        } else if (failure.isPresent()) {
            status = JobStatus.FAILED;
            problem = failure;
        } else if (stopped) {
            status = JobStatus.CANCELLED;
        } else {
            status = JobStatus.COMPLETED;
            problem = Optional.empty();
        }
        endedAt = Optional.of(clock.instant());
        endedNanos = System.nanoTime();
        thread = null;
        LOG.info("job {} ended: {} {}", id, status, problem.map(Problem::toString).orElse(""));
        notifyAll();
    }

    /// Asks it to stop. No effect on one that has ended or stops already.
    ///
    /// @param why what it fails with; absent where somebody cancelled it
    synchronized void stop(Optional<Problem> why) {
        if (status == JobStatus.RUNNING) {
            status = JobStatus.CANCELLING;
            problem = why;
            if (thread != null) {
                thread.interrupt();
            }
            notifyAll();
        }
    }

    /// Somebody asked about it.
    void asked() {
        askedNanos = System.nanoTime();
    }

    /// How long nobody has asked.
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - askedNanos);
    }

    synchronized boolean ended() {
        return status.ended();
    }

    /// How long ago it ended; only of one that has.
    Duration sinceEnd() {
        return Duration.ofNanos(System.nanoTime() - endedNanos);
    }

    synchronized StartAnswer answer() {
        return new StartAnswer(id, status, startedAt);
    }

    synchronized JobProgress progress() {
        return new JobProgress(
                id,
                status,
                startedAt,
                endedAt,
                disks.stream().map(NodeDisk::progress).toList(),
                problem);
    }

    /// Waits until something is other than it was.
    ///
    /// @return nothing where it was all the same for this time
    synchronized Optional<JobProgress> next(JobProgress before, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            JobProgress now = progress();
            if (!now.equals(before)) {
                return Optional.of(now);
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || status.ended()) {
                return Optional.empty();
            }
            wait(Math.min(left, LOOK_MILLIS));
        }
    }

    /// Waits for the end.
    ///
    /// @return false where the time was over before
    synchronized boolean awaitEnd(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!status.ended()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /// One of its disks.
    Optional<NodeDisk> disk(int key) {
        return disks.stream().filter(disk -> disk.key() == key).findFirst();
    }
}
