package io.sendense.engine.node.reader;

import io.sendense.engine.source.vsphere.VsphereLimits;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import io.sendense.engine.transfer.Mover;
import io.sendense.engine.transfer.MoverOptions;
import io.sendense.engine.transfer.limit.PlaceLimits;
import java.time.Duration;
import java.time.InstantSource;

/// How a node works. Immutable.
///
/// @param mover shared by all jobs, with its bounded buffers
/// @param host what may be under way at each ESXi host where no request says otherwise
/// @param datastore the same of each datastore
/// @param patience how long a job goes on that nobody asks about, and how long its sums may wait
///   for somebody to take them
/// @param keep how long a job that has ended can be asked about
/// @param mostJobs that run at once
/// @param connect limit for each connection to a target to be made, with its handshake
/// @param sumBytes of each disk's sums that wait for their taker
public record NodeSettings(
        NodeSources sources,
        Mover mover,
        InstantSource clock,
        PlaceLimits host,
        PlaceLimits datastore,
        Duration patience,
        Duration keep,
        int mostJobs,
        Duration connect,
        int sumBytes) {
    private static final int MOST_JOBS = 256;

    /// Enough for 400 MiB of a disk.
    private static final int SUM_BYTES = 256 << 10;

    /// As an operator gets them: 45 s of patience, 10 minutes to be asked, half of what a host can
    /// take.
    public static NodeSettings usual(InstantSource clock) {
        return new NodeSettings(
                NodeSources.vsphere(VsphereLimits.usual()),
                new ExtentMover(BufferPool.ofAnEngine(), MoverOptions.DEFAULT),
                clock,
                new PlaceLimits(24, 24L << 20),
                new PlaceLimits(16, 16L << 20),
                Duration.ofSeconds(45),
                Duration.ofMinutes(10),
                MOST_JOBS,
                Duration.ofSeconds(10),
                SUM_BYTES);
    }

    /// The same with other sources.
    public NodeSettings with(NodeSources other) {
        return new NodeSettings(
                other, mover, clock, host, datastore, patience, keep, mostJobs, connect, sumBytes);
    }

    /// The same with another patience.
    public NodeSettings withPatience(Duration other) {
        return new NodeSettings(
                sources, mover, clock, host, datastore, other, keep, mostJobs, connect, sumBytes);
    }

    /// The same with another number of jobs at once.
    public NodeSettings withMostJobs(int other) {
        return new NodeSettings(
                sources, mover, clock, host, datastore, patience, keep, other, connect, sumBytes);
    }

    /// The same with another time for which ended jobs are known.
    public NodeSettings withKeep(Duration other) {
        return new NodeSettings(
                sources, mover, clock, host, datastore, patience, other, mostJobs, connect,
                sumBytes);
    }
}
