package io.sendense.engine;

import io.sendense.engine.backup.RecordedSums;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.block.StatusWalk;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.repository.sums.SumsWriter;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.MoveTask;
import io.sendense.engine.transfer.MoverOptions;
import io.sendense.engine.transfer.SumSink;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A disk copied the way a run stores one: by the mover, through an NBD export of this process if
/// asked to, and with sums. For images at hand, and for measuring that way. Stateless.
public final class ImageCopy {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int IN_FLIGHT = 4;
    private static final String EXPORT = "disk";

    private ImageCopy() {}

    /// How to copy. Immutable.
    ///
    /// @param throughNbd whether the target is written through an NBD server and client on a Unix
    ///   socket
    /// @param sums a file that does not exist, for the sums of all clusters with data
    /// @param clusterBytes unit of sums and of the search for zeroes
    public record Options(boolean throughNbd, Optional<Path> sums, int clusterBytes) {}

    /// Copies all that is not zero, then flushes. Needs 4 MiB for buffers, and what the devices and
    /// the NBD server need.
    ///
    /// @param target as large as the source, and nothing but zeroes
    /// @param progress is told of the source's bytes that are not known to be zero
    /// @throws IOException a read or write failed; the target is incomplete, and no sums are left
    /// @throws InterruptedException the thread was interrupted; likewise, and the devices may have
    ///   been closed
    public static CopyResult copy(
            BlockDevice source, BlockDevice target, Options options, ByteProgress progress)
            throws IOException, InterruptedException {
        if (options.sums().isEmpty()) {
            return copy(source, target, options, NO_SUMS, progress);
        }
        try (SumsWriter sums =
                new SumsWriter(options.sums().get(), options.clusterBytes(), source.size())) {
            CopyResult result = copy(source, target, options, new RecordedSums(sums), progress);
            sums.finish();
            return result;
        }
    }

    private static CopyResult copy(
            BlockDevice source,
            BlockDevice target,
            Options options,
            SumSink sums,
            ByteProgress progress)
            throws IOException, InterruptedException {
        ExtentList plan = data(source).aligned(options.clusterBytes(), source.size());
        if (!options.throughNbd()) {
            return move(task(source, target, plan, options), sums, progress);
        }
        Path folder = Files.createTempDirectory("sendense-nbd-");
        try (NbdServer server =
                NbdServer.listen(
                        new NbdEndpoint.UnixSocket(folder.resolve("s")), NbdLimits.standard())) {
            server.export(EXPORT, target);
            try (NbdBlockDevice client =
                    NbdBlockDevice.connect(
                            server.uri(EXPORT),
                            NbdClientOptions.standard().withExpectedSize(source.size()))) {
                return move(task(source, client, plan, options), sums, progress);
            }
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private static MoveTask task(
            BlockDevice source, BlockDevice target, ExtentList plan, Options options) {
        return new MoveTask(EXPORT, source, target, plan, options.clusterBytes(), ZeroPolicy.SKIP);
    }

    private static CopyResult move(MoveTask task, SumSink sums, ByteProgress progress)
            throws IOException, InterruptedException {
        MoveCounters counters = new MoveCounters();
        ExtentMover mover =
                new ExtentMover(
                        new BufferPool(BUFFER_BYTES, IN_FLIGHT),
                        new MoverOptions(IN_FLIGHT, Duration.ZERO, Duration.ofMillis(100), 0));
        try (MovePulse _ = MovePulse.start(counters, task.plan().bytes(), progress)) {
            mover.move(task, sums, counters);
        }
        long written = counters.writtenBytes();
        return new CopyResult(written, 0, task.source().size() - written);
    }

    private static ExtentList data(BlockDevice source) throws IOException, InterruptedException {
        List<Extent> data = new ArrayList<>();
        StatusWalk walk = new StatusWalk(source);
        for (var next = walk.next(); next.isPresent(); next = walk.next()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("copy was interrupted");
            }
            if (!next.get().allocation().readsAsZero()) {
                data.add(next.get().extent());
            }
        }
        return ExtentList.union(data);
    }

    private static final SumSink NO_SUMS =
            new SumSink() {
                @Override
                public void data(long cluster, ByteBuffer content) {
                    // Nobody asked for it.
                }

                @Override
                public void zero(long firstCluster, long count) {
                    // Nobody asked for it.
                }
            };
}
