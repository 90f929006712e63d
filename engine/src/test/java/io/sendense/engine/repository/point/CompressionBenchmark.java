package io.sendense.engine.repository.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.backup.RecordedSums;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.repository.GuestDisk;
import io.sendense.engine.repository.GuestVm;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.SoundRepository;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.verify.PointVerifier;
import io.sendense.engine.run.Progress;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.MoveTask;
import io.sendense.engine.transfer.MoverOptions;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What compressing layers costs and saves: a disk goes the way of a full backup, without a vCenter
/// (mover with sums, NBD over a Unix socket, QCOW2), into layers of each kind in turn, and is
/// verified. To be run by hand:
///
/// `./mvnw -Pquick test -pl engine -Dtest=CompressionBenchmark`
///
/// `-Dsendense.compression.disk=FILE` takes a raw disk of your own; `java.io.tmpdir` on a memory
/// file system leaves the disk of the machine out.
class CompressionBenchmark {
    private static final long MB = 1_000_000;
    private static final int ROUNDS = Integer.getInteger("sendense.compression.rounds", 5);
    private static final int[] LEVELS = {0, 1, 2, 3, 6};

    @TempDir private Path folder;

    /// One layer written and verified.
    ///
    /// @param writing bytes of the disk in a second
    /// @param writingCpu seconds of a processor for a GB of the disk
    private record Taken(
            double writing,
            double writingCpu,
            double verifying,
            double verifyingCpu,
            long stored) {}

    /// When something began, by the clock and by what this process has used of the processors.
    private record Begin(long nanos, long cpuNanos) {
        static Begin now() {
            return new Begin(System.nanoTime(), cpu());
        }

        private static long cpu() {
            return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        }

        double perSecond(long bytes) {
            return bytes * 1e9 / (System.nanoTime() - nanos);
        }

        double cpuPerGb(long bytes) {
            return (double) (cpu() - cpuNanos) / bytes;
        }
    }

    @Test
    void measure() throws Exception {
        Path disk = disk();
        Map<Integer, Taken[]> all = new LinkedHashMap<>();
        for (int round = -1; round < ROUNDS; round++) {
            for (int level : LEVELS) {
                Taken taken = run(disk, level);
                if (round >= 0) {
                    all.computeIfAbsent(level, _ -> new Taken[ROUNDS])[round] = taken;
                }
            }
        }
        Taken[] plain = all.get(0);
        all.forEach((level, taken) ->
                System.out.printf(
                        "%-12s written %.0f MB/s (%.2f) with %.2f s of a processor for a GB, "
                                + "verified %.0f MB/s (%.2f) with %.2f s, stored %.1f MB (%.4f)%n",
                        level == 0 ? "uncompressed" : "level " + level,
                        median(taken, Taken::writing) / MB,
                        median(taken, Taken::writing) / median(plain, Taken::writing),
                        median(taken, Taken::writingCpu),
                        median(taken, Taken::verifying) / MB,
                        median(taken, Taken::verifying) / median(plain, Taken::verifying),
                        median(taken, Taken::verifyingCpu),
                        (double) taken[0].stored / MB,
                        (double) taken[0].stored / plain[0].stored));
    }

    private static double median(Taken[] taken, ToDoubleFunction<Taken> figure) {
        return Arrays.stream(taken)
                .mapToDouble(figure)
                .sorted()
                .skip(taken.length / 2)
                .findFirst()
                .orElseThrow();
    }

    private Path disk() throws Exception {
        String own = System.getProperty("sendense.compression.disk");
        return own != null ? Path.of(own) : MixedDisk.write(folder.resolve("disk.raw"));
    }

    private Taken run(Path disk, int level) throws Exception {
        Path root = folder.resolve("repository");
        try (Repository repository = Repository.create(root, SoundRepository.CLOCK);
                LayerPacking packing = LayerPacking.atLevel(Math.max(1, level))) {
            GuestVm vm = new GuestVm();
            Begin writing = Begin.now();
            long bytes;
            try (RestorePointDraft draft = repository.draft(vm.identity(), GuestVm.BEGIN)) {
                Optional<LayerPacking> how = level == 0 ? Optional.empty() : Optional.of(packing);
                bytes = move(draft, disk, how);
                RestorePoint point = draft.publish(GuestVm.facts(1));
                double written = writing.perSecond(bytes);
                double writtenCpu = writing.cpuPerGb(bytes);
                Begin verifying = Begin.now();
                assertThat(new PointVerifier(2).verify(point, Progress.NONE).findings()).isEmpty();
                return new Taken(
                        written,
                        writtenCpu,
                        verifying.perSecond(bytes),
                        verifying.cpuPerGb(bytes),
                        point.layerBytes());
            }
        } finally {
            DurableFiles.deleteTree(root);
        }
    }

    /// @return bytes that were written
    private long move(RestorePointDraft draft, Path disk, Optional<LayerPacking> packing)
            throws Exception {
        long size = Files.size(disk);
        var request = GuestVm.request(new GuestDisk(2000, "a", size), Optional.empty());
        Path socket = folder.resolve("nbd.sock");
        try (RawFileBlockDevice source = RawFileBlockDevice.open(disk, false);
                DraftDisk layer = draft.disk(request, packing);
                NbdServer server =
                        NbdServer.listen(
                                new NbdEndpoint.UnixSocket(socket), NbdLimits.standard())) {
            server.export("disk", layer.device());
            MoveCounters counters = new MoveCounters();
            try (NbdBlockDevice target =
                    NbdBlockDevice.connect(server.uri("disk"), NbdClientOptions.standard())) {
                new ExtentMover(BufferPool.ofAnEngine(), MoverOptions.DEFAULT)
                        .move(
                                new MoveTask(
                                        "disk",
                                        source,
                                        target,
                                        ExtentList.whole(size),
                                        LayerImages.CLUSTER_BYTES,
                                        ZeroPolicy.SKIP),
                                new RecordedSums(layer.sums()),
                                counters);
            }
            layer.seal(
                    DiskFacts.full(
                            FullReason.REQUESTED, ChangeMark.absent(FullReason.NO_CHANGE_ID)));
            return counters.writtenBytes();
        }
    }
}
