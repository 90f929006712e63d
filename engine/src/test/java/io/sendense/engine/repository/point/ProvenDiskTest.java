package io.sendense.engine.repository.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ReadOnlyDeviceContract;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.GuestDisk;
import io.sendense.engine.repository.GuestVm;
import io.sendense.engine.repository.SoundRepository;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProvenDiskTest {
    private static final int CLUSTER = 65536;

    @RegisterExtension final SoundRepository sound = new SoundRepository();

    private final Random random = new Random(5);
    private final GuestVm vm = new GuestVm();

    /// What every disk does that can only be read, over a full and an incremental.
    @Nested
    class AsADevice extends ReadOnlyDeviceContract {
        @Override
        protected BlockDevice open(byte[] content) throws Exception {
            GuestVm other = new GuestVm();
            GuestDisk disk = other.disk(2000, content.length);
            for (long cluster = 0; cluster < disk.clusters(); cluster++) {
                disk.fill(cluster, random);
            }
            other.backup(sound.get());
            for (long cluster = 0; cluster < disk.clusters(); cluster++) {
                disk.zero(cluster);
            }
            disk.content().write(0, ByteBuffer.wrap(content));
            return other.backup(sound.get()).chain(2000).openProven();
        }
    }

    @Nested
    class WithDamage {
        private static final long CAPACITY = (20L << 20) + 4096;
        private GuestDisk disk;
        private RestorePoint full;
        private RestorePoint incremental;

        @BeforeEach
        void makePoints() throws Exception {
            sound.willBeDamaged();
            disk = vm.disk(2000, CAPACITY);
            for (int cluster = 0; cluster < 40; cluster++) {
                disk.fill(cluster, random);
            }
            disk.fill(disk.clusters() - 1, random);
            full = vm.backup(sound.get());
            disk.fill(5, random).zero(6);
            incremental = vm.backup(sound.get());
        }

        private void assertReadsRight(BlockDevice device, long cluster) throws IOException {
            ByteBuffer expected = disk.read(cluster);
            ByteBuffer found = ByteBuffer.allocate(expected.remaining());
            device.read(cluster * CLUSTER, found);
            assertThat(found.flip()).as("cluster %d", cluster).isEqualTo(expected);
        }

        @Test
        void givesOutNoByteOfAClusterThatIsNotWhatWasBackedUp() throws Exception {
            PointLayer layer = full.layer(2000);
            flip(layer.file(), hostOffset(layer, 17) + 1000);
            try (BlockDevice device = incremental.chain(2000).openProven()) {
                for (long cluster = 0; cluster < disk.clusters(); cluster++) {
                    if (cluster != 17) {
                        assertReadsRight(device, cluster);
                    }
                }
                for (int length : new int[] {1, CLUSTER, 3 * CLUSTER}) {
                    assertThatThrownBy(
                                    () -> device.read(17L * CLUSTER, ByteBuffer.allocate(length)))
                            .isInstanceOf(UnprovenClusterException.class)
                            .hasMessageContaining("cluster 17 at offset 1114112");
                }
                assertThatThrownBy(() -> device.read(0, ByteBuffer.allocate(40 * CLUSTER)))
                        .isInstanceOf(UnprovenClusterException.class);
            }
        }

        /// Every bit of the L2 table's entries in turn: the disk opens and reads right or not at
        /// all.
        @Test
        void doesNotBelieveTheTables() throws Exception {
            PointLayer layer = full.layer(2000);
            byte[] whole = Files.readAllBytes(layer.file());
            int table = table(layer, whole, 17);
            ByteBuffer l2 = ByteBuffer.wrap(whole);
            long other = l2.getLong(table + 8);
            for (long entry : new long[] {0, 1, other, other ^ (1L << 63), -1, 1L << 62}) {
                byte[] damaged = whole.clone();
                ByteBuffer.wrap(damaged).putLong(table, entry);
                Files.write(layer.file(), damaged);
                try (BlockDevice device = incremental.chain(2000).openProven()) {
                    assertThatThrownBy(() -> device.read(17L * CLUSTER, ByteBuffer.allocate(4096)))
                            .as("entry %x", entry)
                            .isInstanceOf(IOException.class);
                    assertThat(device.blockStatus(17L * CLUSTER, CLUSTER).getFirst().allocation())
                            .as("a client that leaves out zeroes must not leave out this")
                            .isEqualTo(Allocation.DATA);
                    assertReadsRight(device, 16);
                    assertReadsRight(device, 6);
                } catch (EngineException e) {
                    assertThat(e.problem().code()).isEqualTo(ProblemCode.POINT_DAMAGED);
                }
            }
        }

        @Test
        void isNotOpenedWithoutItsSums() throws Exception {
            Path sums = full.layer(2000).sumsFile();
            flip(sums, 100);
            assertThatThrownBy(() -> incremental.chain(2000).openProven())
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e ->
                                    assertThat(e.problem().code())
                                            .isEqualTo(ProblemCode.POINT_DAMAGED))
                    .hasMessageContaining("disk-2000.sums");
            Files.delete(sums);
            assertThatThrownBy(() -> incremental.chain(2000).openProven())
                    .hasMessageContaining("disk-2000.sums is missing");
        }

        private static int table(PointLayer layer, byte[] whole, int cluster) throws IOException {
            long entry = hostOffset(layer, cluster) | 1L << 63;
            ByteBuffer bytes = ByteBuffer.wrap(whole);
            for (int at = cluster * 8; at < whole.length; at += CLUSTER) {
                if (bytes.getLong(at) == entry) {
                    return at;
                }
            }
            throw new AssertionError("no table holds cluster " + cluster);
        }

        private static long hostOffset(PointLayer layer, long cluster) throws IOException {
            try (Qcow2Image image = LayerImages.openAlone(layer.file(), layer.capacityBytes())) {
                return image.layerStatus(cluster * CLUSTER, CLUSTER)
                        .getFirst()
                        .hostOffset()
                        .orElseThrow();
            }
        }

        private static void flip(Path file, long offset) throws IOException {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(offset);
                int old = bytes.read();
                bytes.seek(offset);
                bytes.write(old ^ 0x10);
            }
        }
    }
}
