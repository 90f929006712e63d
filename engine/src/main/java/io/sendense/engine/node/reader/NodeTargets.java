package io.sendense.engine.node.reader;

import io.sendense.engine.backup.DiskFailure;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.node.protocol.BaselineRecord;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.Baseline;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdSizeMismatchException;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of a job to its targets, which close together. Confined to one thread.
final class NodeTargets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTargets.class);

    private final Duration connect;
    private final List<AutoCloseable> open = new ArrayList<>();

    /// @param connect limit for each connection
    NodeTargets(Duration connect) {
        this.connect = connect;
    }

    /// What a disk is written to.
    record Target(BlockDevice device, Optional<Baseline> baseline) {}

    /// Connects to a disk's target, and its baseline where it has one. The target has the disk's
    /// size, takes writes and can flush; nothing was written.
    ///
    /// @param label what the disk is called
    /// @throws EngineException `NBD-SIZE-MISMATCH` or `NBD-TARGET-NOT-READY`
    Target connect(String label, DiskOrder order) throws EngineException, InterruptedException {
        NbdBlockDevice target =
                dial(label, order.target(), order.connections(), order.capacityBytes());
        Optional<CauseCode> unfit =
                target.readOnly()
                        ? Optional.of(CauseCode.NODE_TARGET_READ_ONLY)
                        : target.terms().flags().canFlush()
                                ? Optional.empty()
                                : Optional.of(CauseCode.NODE_TARGET_CANNOT_FLUSH);
        if (unfit.isPresent()) {
            throw notReady(label, order.target()).because(Cause.of(unfit.get())).toException();
        }
        Optional<Baseline> baseline = Optional.empty();
        if (order.baseline().isPresent()) {
            long bytes = BaselineRecord.exportBytes(order.capacityBytes());
            BaselineExport export =
                    new BaselineExport(dial(label, order.baseline().get(), 1, bytes));
            open.add(export);
            baseline = Optional.of(export);
        }
        return new Target(new SteadyTarget(target, order.connections()), baseline);
    }

    private NbdBlockDevice dial(String label, NbdUri uri, int connections, long bytes)
            throws EngineException, InterruptedException {
        try {
            NbdBlockDevice device =
                    NbdBlockDevice.connect(
                            uri,
                            NbdClientOptions.standard()
                                    .withConnectTime(connect)
                                    .withConnections(connections)
                                    .withExpectedSize(bytes));
            open.add(device);
            return device;
        } catch (NbdSizeMismatchException e) {
            throw Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                    .with("label", label)
                    .with("export", uri.toString())
                    .withBytes("expected", e.expectedBytes())
                    .withBytes("found", e.actualBytes())
                    .toException(e);
        } catch (IOException e) {
            if (DiskFailure.isCancellation(e)) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw notReady(label, uri).because(e).toException(e);
        }
    }

    private static Problem notReady(String label, NbdUri uri) {
        return Problem.of(ProblemCode.NBD_TARGET_NOT_READY)
                .with("label", label)
                .with("export", uri.toString());
    }

    @Override
    public void close() {
        for (AutoCloseable each : open.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                // All that was written is flushed already, or the job has failed for another cause.
                LOG.debug("a target did not close well", e);
            }
        }
        open.clear();
    }
}
