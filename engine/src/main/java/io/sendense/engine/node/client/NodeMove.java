package io.sendense.engine.node.client;

import io.sendense.engine.node.protocol.DiskProgress;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.Scope;
import io.sendense.engine.transfer.ZeroPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a node move one disk, and waits for it: its progress, its sums, its end. Used once, by the
/// disk's thread.
final class NodeMove {
    private static final Logger LOG = LoggerFactory.getLogger(NodeMove.class);

    private final NodeLink link;
    private final StartRequest request;
    private final String label;
    private final NodeTimes times;
    private final ReceivedSums sums;
    private final JobFollower follower;

    /// @param request with one disk
    /// @param label what the disk is called in problems
    NodeMove(
            NodeLink link,
            StartRequest request,
            String label,
            ReceivedSums sums,
            MoveCounters counters,
            NodeTimes times) {
        this.link = link;
        this.request = request;
        this.label = label;
        this.times = times;
        this.sums = sums;
        this.follower = new JobFollower(link, request.jobId(), label, counters, times);
    }

    private NodeJobId job() {
        return request.jobId();
    }

    /// Returns when the node has moved and flushed everything that was planned, and all sums are
    /// here.
    void run() throws EngineException, InterruptedException {
        try {
            start();
            follow();
            follower.requireCompleted();
            requireSums();
        } finally {
            if (!follower.hasEnded()) {
                cancel();
            }
        }
    }

    /// A start whose answer is lost is asked for again: the node knows it by its id.
    private void start() throws EngineException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            try {
                link.api().start(request);
                return;
            } catch (IOException e) {
                var gone = link.lost();
                if (gone.isPresent()) {
                    throw follower.lost(gone.get());
                }
                if (System.nanoTime() - began > times.silence().toNanos()) {
                    throw follower.lost(Causes.cause(e));
                }
                LOG.warn("{} may not have been started: {}", job(), e.toString());
                Thread.sleep(times.ask().dividedBy(10));
            }
        }
    }

    /// Events only tell sooner: whether the job has ended is asked for too, so that a stream that
    /// hangs keeps nobody.
    private void follow() throws EngineException, InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        try (Scope events = new Scope(job() + " events");
                Scope scope = new Scope(job().value())) {
            events.fork(() -> {
                follower.events();
                return job();
            });
            scope.fork(() -> {
                follower.watch();
                requireInTime(taken);
                return job();
            });
            scope.fork(() -> {
                takeSums();
                taken.countDown();
                return job();
            });
            scope.join();
        } catch (EngineException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(job().value(), e);
        }
    }

    /// @throws EngineException `NODE-LOST`: the job has ended, and the rest of its sums did not
    ///   come
    private void requireInTime(CountDownLatch taken) throws EngineException, InterruptedException {
        if (!taken.await(times.sums().toMillis(), TimeUnit.MILLISECONDS)) {
            follower.requireCompleted();
            throw follower.lost(
                    Cause.of(CauseCode.NODE_SUMS_CUT)
                            .because(Cause.of(CauseCode.ANSWER_TIMED_OUT)));
        }
    }

    /// The stream of a job that fails is cut: what it failed of says the follower.
    private void takeSums() throws EngineException, InterruptedException {
        int key = request.disks().getFirst().key();
        try (InputStream stream = link.api().sums(job(), key)) {
            sums.take(stream);
        } catch (EngineException e) {
            // A job that has failed gives none away: what it failed of is the cause.
            if (follower.await(times.ask())) {
                follower.requireCompleted();
            }
            throw e;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            if (!follower.await(times.silence())) {
                throw follower.lost(Cause.of(CauseCode.NODE_SUMS_CUT).because(e));
            }
            follower.requireCompleted();
            throw follower.lost(Cause.of(CauseCode.NODE_SUMS_CUT).because(e));
        }
    }

    /// What the node says to have stored must have its sums.
    private void requireSums() throws EngineException {
        DiskProgress disk = follower.disk().orElseThrow();
        boolean zeroesStored = request.disks().getFirst().zeroes() == ZeroPolicy.STORE;
        long said = disk.writtenBytes() + (zeroesStored ? disk.zeroedBytes() : 0);
        long summed = sums.dataBytes() + sums.zeroBytes();
        if (said != summed) {
            throw Problem.of(ProblemCode.TRANSFER_INCOMPLETE)
                    .with("label", label)
                    .withBytes("planned", said)
                    .withBytes("done", summed)
                    .toException();
        }
    }

    /// Best effort: a node that does not hear it stops by itself, as nobody asks for the job any
    /// more.
    private void cancel() {
        Thread asking =
                Thread.ofVirtual()
                        .name(job() + " cancel")
                        .start(() -> {
                            try {
                                link.api().cancel(job());
                            } catch (EngineException | IOException e) {
                                LOG.info("{} is left to end by itself: {}", job(), e.toString());
                            } catch (InterruptedException _) {
                                LOG.info("{} is left to end by itself", job());
                            }
                        });
        try {
            if (!asking.join(times.cancel())) {
                asking.interrupt();
            }
        } catch (InterruptedException _) {
            asking.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
