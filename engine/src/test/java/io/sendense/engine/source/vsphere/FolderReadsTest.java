package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.traffic.FileRequest;
import io.sendense.engine.problem.EngineException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a disk is asked for: several ranges at once, and after a cut from where it was cut.
@Timeout(60)
class FolderReadsTest extends LabSource {
    private static final Duration LATENCY = Duration.ofMillis(300);

    /// A range that was asked for: `bytes=first-last`.
    private record Asked(long first, long last) {
        static Asked of(FileRequest request) {
            String[] ends = request.range().replace("bytes=", "").split("-", 2);
            return new Asked(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
        }

        long length() {
            return last - first + 1;
        }
    }

    private List<Asked> asked() {
        return lab.traffic().requests().stream().map(Asked::of).toList();
    }

    private void everyAnswerTakesItsTime() {
        lab.faults().add(FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(LATENCY)).always());
    }

    private VsphereSource connect(int perDisk, int connections) throws EngineException {
        VsphereLimits usual = VsphereLimits.usual().withRetry(RETRY);
        return connect(
                new VsphereLimits(
                        usual.calls(),
                        usual.tasks(),
                        new VsphereLimits.DiskLimits(
                                usual.disks().silence(), RETRY, MIB, perDisk, connections)));
    }

    @Test
    void severalRequestsOfADiskAreUnderWayAtOnce() throws Exception {
        try (Frozen frozen = freeze(SMALL);
                BlockDevice device = frozen.open()) {
            everyAnswerTakesItsTime();
            lab.traffic().forget();
            long before = System.nanoTime();
            device.read(0, ByteBuffer.allocate(16 * MIB));
            assertThat(asked()).hasSize(16);
            assertThat(lab.traffic().mostAtOnce()).isBetween(4, 8);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("16 answers, 8 at once")
                    .isLessThan(LATENCY.multipliedBy(12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void notMoreOfADiskThanAllowed(int most) throws Exception {
        try (Frozen frozen = freeze(SMALL);
                VsphereSource bounded = connect(most, 32);
                BlockDevice device = bounded.open(frozen.vm(), frozen.disk()).device()) {
            everyAnswerTakesItsTime();
            lab.traffic().forget();
            device.read(0, ByteBuffer.allocate(6 * MIB));
            assertThat(lab.traffic().mostAtOnce()).isBetween(Math.min(2, most), most);
        }
    }

    @Test
    void notMoreOfAllDisksThanThereAreConnections() throws Exception {
        try (Frozen frozen = freeze(SMALL);
                VsphereSource bounded = connect(8, 5);
                BlockDevice one = bounded.open(frozen.vm(), frozen.disk()).device();
                BlockDevice two = bounded.open(frozen.vm(), frozen.disk()).device()) {
            everyAnswerTakesItsTime();
            lab.traffic().forget();
            CompletableFuture.allOf(reading(one), reading(two)).get(30, TimeUnit.SECONDS);
            assertThat(lab.traffic().mostAtOnce()).isBetween(3, 5);
            assertThat(asked()).hasSize(16);
        }
    }

    private static CompletableFuture<Void> reading(BlockDevice device) {
        return CompletableFuture.runAsync(() -> {
            try {
                device.read(0, ByteBuffer.allocate(8 * MIB));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aCutAnswerIsAskedForFromWhereItWasCut() throws Exception {
        long offset = 48L * MIB;
        int cut = 300_000;
        try (Frozen frozen = freeze(SMALL);
                BlockDevice device = frozen.open()) {
            ByteBuffer whole = ByteBuffer.allocate(MIB);
            device.read(offset, whole);
            lab.traffic().forget();
            lab.faults().add(FaultRule.on(FaultRule.FOLDER, new FaultAction.ShortRead(cut)));
            ByteBuffer again = ByteBuffer.allocate(MIB);
            device.read(offset, again);
            assertThat(again.flip()).isEqualTo(whole.flip());
            List<Asked> asked = asked();
            assertThat(asked).hasSize(2);
            assertThat(asked.getFirst()).isEqualTo(new Asked(offset, offset + MIB - 1));
            assertThat(asked.getLast().first()).isBetween(offset + 1, offset + cut);
            assertThat(asked.getLast().last()).isEqualTo(offset + MIB - 1);
        }
    }

    @Test
    void nothingThatHasArrivedIsReadAgainHoweverOftenItIsCut() throws Exception {
        int size = 32 * MIB;
        int cuts = 12;
        try (Frozen frozen = freeze(SMALL);
                BlockDevice device = frozen.open()) {
            long whole = checksum(device, size);
            lab.traffic().forget();
            FaultRule rule =
                    FaultRule.on(FaultRule.FOLDER, new FaultAction.ShortRead(700_000))
                            .after(3)
                            .times(cuts);
            lab.faults().add(rule);
            assertThat(checksum(device, size)).isEqualTo(whole);
            List<Asked> asked = asked();
            assertThat(asked.stream().filter(range -> range.first() == 0)).hasSize(1);
            assertThat(asked.stream().map(Asked::first)).doesNotHaveDuplicates();
            long asAWhole = asked.stream().mapToLong(Asked::length).sum();
            // a cut costs at most the rest of its own request
            assertThat(asAWhole).isBetween((long) size + 1, size + (long) cuts * MIB);
        }
    }
}
