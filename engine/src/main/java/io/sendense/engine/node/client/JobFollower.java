package io.sendense.engine.node.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.MoveTimes;
import io.sendense.engine.node.protocol.DiskProgress;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.MoveCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Knows how a job with one disk stands at a node: by its events, and by asking, which also tells
/// the node that the job is still wanted. Thread-safe.
final class JobFollower {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final NodeLink link;
    private final NodeJobId job;
    private final String label;
    private final MoveCounters counters;
    private final NodeTimes times;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lock = new Object();

    @GuardedBy("lock")
    private Optional<JobProgress> newest = Optional.empty();

    @GuardedBy("lock")
    private long answered = System.nanoTime();

    /// @param label what the disk is called in problems
    /// @param counters shown what the node has counted
    JobFollower(
            NodeLink link, NodeJobId job, String label, MoveCounters counters, NodeTimes times) {
        this.link = link;
        this.job = job;
        this.label = label;
        this.counters = counters;
        this.times = times;
    }

    /// Reads events until the job has ended. Where their stream breaks off it is opened again.
    void events() throws EngineException, InterruptedException {
        while (ended.getCount() > 0) {
            try {
                link.api().follow(job, this::take);
            } catch (IOException e) {
                requireInTime(e);
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        boolean _ = ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Asks again and again until the job has ended, and looks whether the tunnel stands.
    void watch() throws EngineException, InterruptedException {
        long asked = System.nanoTime();
        while (ended.getCount() > 0) {
            pause();
            Optional<Cause> gone = link.lost();
            if (gone.isPresent()) {
                throw lost(gone.get());
            }
            if (System.nanoTime() - asked >= times.ask().toNanos()) {
                asked = System.nanoTime();
                try {
                    take(link.api().progress(job));
                } catch (IOException e) {
                    requireInTime(e);
                }
            }
        }
    }

    /// Waits for the end.
    ///
    /// @return false if it did not come in that time
    boolean await(Duration time) throws InterruptedException {
        return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /// Where the disk stood last.
    Optional<DiskProgress> disk() {
        synchronized (lock) {
            return newest.flatMap(job -> job.disks().stream().findFirst());
        }
    }

    /// @throws EngineException `NODE-LOST`: there was no answer for too long
    private void requireInTime(IOException failure) throws EngineException {
        synchronized (lock) {
            long silent = System.nanoTime() - answered;
            if (silent > times.silence().toNanos()) {
                throw lost(
                        Cause.of(CauseCode.NODE_SILENT)
                                .withTime("time", Duration.ofNanos(silent))
                                .because(failure));
            }
        }
    }

    EngineException lost(Cause why) {
        return lost(link.node(), label, why);
    }

    /// The problem of a disk whose node is lost.
    static EngineException lost(String node, String label, Cause why) {
        return Problem.of(ProblemCode.NODE_LOST)
                .with("node", node)
                .with("label", label)
                .because(why)
                .toException();
    }

    /// What was told later counts, and nothing after the end.
    private void take(JobProgress told) {
        synchronized (lock) {
            answered = System.nanoTime();
            if (newest.isPresent()
                    && (newest.get().status().ended() || done(newest.get()) > done(told))) {
                return;
            }
            newest = Optional.of(told);
        }
        told.disks().stream().findFirst().ifPresent(this::show);
        if (told.status().ended()) {
            ended.countDown();
        }
    }

    private static long done(JobProgress job) {
        return job.disks().stream().mapToLong(DiskProgress::doneBytes).sum();
    }

    private void show(DiskProgress disk) {
        counters.show(
                new MoveCounters.Report(
                        disk.writtenBytes(),
                        disk.zeroedBytes(),
                        disk.equalBytes(),
                        disk.retries(),
                        MoveTimes.counted(disk.waits())));
    }

    /// How it ended.
    ///
    /// @throws EngineException it did not complete
    void requireCompleted() throws EngineException {
        JobProgress last;
        synchronized (lock) {
            last = newest.orElseThrow();
        }
        switch (last.status()) {
            case COMPLETED -> {}
            case FAILED -> throw failure(last);
            case CANCELLED, CANCELLING, RUNNING ->
                    throw last.problem()
                            .map(Problem::toException)
                            .orElseGet(() -> lost(Cause.of(CauseCode.NODE_JOB_CANCELLED)));
        }
    }

    private EngineException failure(JobProgress last) {
        return last.disks().stream()
                .flatMap(disk -> disk.problem().stream())
                .findFirst()
                .or(last::problem)
                .map(Problem::toException)
                .orElseGet(() -> lost(Cause.of(CauseCode.NODE_JOB_CANCELLED)));
    }
}
