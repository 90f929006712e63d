package io.sendense.engine.serve;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.PointLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A disk that is served: counts what is read, and remembers the first failure, as over NBD a
/// client learns no more than an error number. Thread-safe.
final class WatchedDisk extends BlockDeviceDecorator {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedDisk.class);

    private final PointLayer layer;
    private final LongAdder readBytes = new LongAdder();
    private final AtomicReference<Optional<Problem>> problem =
            new AtomicReference<>(Optional.empty());

    /// @param layer the disk's topmost layer, for messages
    WatchedDisk(PointLayer layer, BlockDevice below) {
        super(below);
        this.layer = layer;
    }

    PointLayer layer() {
        return layer;
    }

    long readBytes() {
        return readBytes.sum();
    }

    /// The first failure.
    Optional<Problem> problem() {
        return problem.get();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        readBytes.add(target.remaining());
        try {
            super.read(offset, target);
        } catch (IOException e) {
            remember(e);
            throw e;
        }
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        try {
            return super.blockStatus(offset, length);
        } catch (IOException e) {
            remember(e);
            throw e;
        }
    }

    private void remember(IOException failure) {
        Optional<Problem> none = problem.get();
        if (none.isEmpty()) {
            LOG.error("{} cannot be served whole", layer, failure);
            problem.compareAndSet(
                    none,
                    Optional.of(
                            Problem.of(ProblemCode.POINT_DAMAGED)
                                    .with("point", layer.point().id().value())
                                    .because(
                                            Cause.of(CauseCode.DISK_CAUSE)
                                                    .with("label", layer.disk().label())
                                                    .because(failure))));
        }
    }
}
