package io.sendense.engine;

import io.sendense.engine.backup.RecordedSums;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
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
    private static final long STATUS_WINDOW_BYTES = 1L << 30;
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
    /// @throws IOException a read or write failed; the target is incomplete
    public static CopyResult copy(BlockDevice source, BlockDevice target, Options options)
            throws IOException, InterruptedException {
        if (!options.throughNbd()) {
            return move(source, target, options);
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
                return move(source, client, options);
            }
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private static CopyResult move(BlockDevice source, BlockDevice target, Options options)
            throws IOException, InterruptedException {
        if (options.sums().isEmpty()) {
            return move(source, target, options.clusterBytes(), NO_SUMS);
        }
        try (SumsWriter sums =
                new SumsWriter(options.sums().get(), options.clusterBytes(), source.size())) {
            CopyResult result =
                    move(source, target, options.clusterBytes(), new RecordedSums(sums));
            sums.finish();
            return result;
        }
    }

    private static CopyResult move(
            BlockDevice source, BlockDevice target, int clusterBytes, SumSink sums)
            throws IOException, InterruptedException {
        ExtentList plan = data(source).aligned(clusterBytes, source.size());
        MoveCounters counters = new MoveCounters();
        ExtentMover mover =
                new ExtentMover(
                        new BufferPool(BUFFER_BYTES, IN_FLIGHT),
                        new MoverOptions(IN_FLIGHT, Duration.ZERO, Duration.ofMillis(100)));
        mover.move(
                new MoveTask(EXPORT, source, target, plan, clusterBytes, ZeroPolicy.SKIP),
                sums,
                counters);
        return new CopyResult(counters.writtenBytes(), 0, source.size() - counters.writtenBytes());
    }

    private static ExtentList data(BlockDevice source) throws IOException {
        List<Extent> data = new ArrayList<>();
        for (long at = 0; at < source.size(); at += STATUS_WINDOW_BYTES) {
            long length = Math.min(STATUS_WINDOW_BYTES, source.size() - at);
            for (BlockStatus status : source.blockStatus(at, length)) {
                if (!status.allocation().readsAsZero()) {
                    data.add(status.extent());
                }
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
