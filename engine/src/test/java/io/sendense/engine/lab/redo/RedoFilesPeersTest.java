package io.sendense.engine.lab.redo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.image.MapEntry;
import io.sendense.engine.disk.vmdk.ParentFiles;
import io.sendense.engine.disk.vmdk.Qemu;
import io.sendense.engine.disk.vmdk.RedoChains;
import io.sendense.engine.disk.vmdk.VmdkImage;
import io.sendense.engine.lab.storage.DiskContent;
import io.sendense.engine.lab.storage.DiskSpec;
import io.sendense.engine.lab.storage.FrozenDisk;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.LabStorage;
import io.sendense.engine.lab.storage.MachineDisks;
import io.sendense.engine.lab.storage.StorageLimits;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// QEMU reads the lab's redo logs as the lab meant them, and so do we.
@Tag("peers")
class RedoFilesPeersTest {
    /// No whole number of tables, blocks or grains.
    private static final long CAPACITY = (69L << 20) + 3 * 512;

    @TempDir Path folder;

    private static void act(LabDisk disk, Random random) {
        for (int i = 0; i < 40; i++) {
            int length = 512 * (1 + random.nextInt(400));
            long offset = random.nextLong((disk.capacityBytes() - length) / 512 + 1) * 512;
            if (i % 4 == 0) {
                disk.zero(offset, Math.min(disk.capacityBytes() - offset, length * 4L));
            } else {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                disk.write(offset, ByteBuffer.wrap(bytes));
            }
        }
        disk.write(disk.capacityBytes() - 700, ByteBuffer.wrap(new byte[700]));
        disk.write(disk.capacityBytes() - 1, ByteBuffer.wrap(new byte[] {(byte) random.nextInt()}));
    }

    private Path raw(String name, FrozenDisk disk) throws Exception {
        Path file = folder.resolve(name);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer all = ByteBuffer.allocate((int) disk.capacityBytes());
            disk.read(0, all);
            channel.write(all.flip());
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource
    void qemuReadsAChainAsItWasFrozen(RedoFormat format) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (LabStorage storage = new LabStorage(folder, StorageLimits.standard());
                MachineDisks vm =
                        storage.create(
                                List.of(new DiskSpec(2000, CAPACITY, DiskContent.PATTERN, seed)))) {
            LabDisk disk = vm.disks().getFirst();
            List<FrozenDisk> states = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                act(disk, random);
                states.add(vm.freeze("s" + i).disks().get(2000));
            }
            // nothing changes: an empty log
            states.add(vm.freeze("idle").disks().get(2000));
            act(disk, random);
            raw("d0-flat.vmdk", states.getFirst());
            RedoChains.base(folder, "d0", CAPACITY);
            for (int i = 1; i < states.size(); i++) {
                Path top =
                        RedoChains.delta(
                                folder,
                                "d" + i,
                                format,
                                RedoContent.between(states.get(i - 1), states.get(i)),
                                i + 1,
                                "d" + (i - 1));
                assertReadsAs(raw("frozen" + i, states.get(i)), top);
            }
        }
    }

    private void assertReadsAs(Path frozen, Path top) throws Exception {
        Path out = folder.resolve(top.getFileName() + ".raw");
        Qemu.img(folder, "convert", "-f", "vmdk", "-O", "raw", top, out);
        assertThat(Files.mismatch(out, frozen)).as("by qemu-img").isEqualTo(-1);
        Qemu.img(folder, "compare", "-F", "raw", "-f", "vmdk", top, frozen);
        try (VmdkImage ours = VmdkImage.open(top, ParentFiles.within(folder))) {
            ByteBuffer all = ByteBuffer.allocate((int) ours.size());
            ours.read(0, all);
            assertThat(all.flip().mismatch(ByteBuffer.wrap(Files.readAllBytes(frozen))))
                    .as("by us")
                    .isEqualTo(-1);
            assertThat(deltasOf(DiskMap.of(ours))).isEqualTo(deltasOf(Qemu.map(top)));
        }
    }

    /// QEMU does not see the base's holes.
    private static List<MapEntry> deltasOf(List<MapEntry> map) {
        int base = map.stream().mapToInt(MapEntry::depth).max().orElseThrow();
        return map.stream().filter(entry -> entry.depth() < base).toList();
    }

    @Test
    void aDiskOfThreeTebibytes() throws Exception {
        long size = (3L << 40) + 512;
        try (LabStorage storage = new LabStorage(folder, StorageLimits.standard());
                MachineDisks vm =
                        storage.create(List.of(new DiskSpec(1, size, DiskContent.EMPTY, 7)))) {
            LabDisk disk = vm.disks().getFirst();
            FrozenDisk below = vm.freeze("below").disks().get(1);
            byte[] bytes = new byte[4096];
            java.util.Arrays.fill(bytes, (byte) 7);
            for (long at : new long[] {0, 1L << 40, 5L << 39, size - 4096}) {
                disk.write(at, ByteBuffer.wrap(bytes));
            }
            FrozenDisk above = vm.freeze("above").disks().get(1);
            assertThat(RedoFormat.of(false, size)).isEqualTo(RedoFormat.SE_SPARSE);
            RawFileBlockDevice.create(folder.resolve("big-flat.vmdk"), size).close();
            RedoChains.base(folder, "big", size);
            Path top =
                    RedoChains.delta(
                            folder,
                            "top",
                            RedoFormat.SE_SPARSE,
                            RedoContent.between(below, above),
                            2,
                            "big");
            assertThat(
                            Qemu.run(
                                            folder,
                                            "qemu-io",
                                            "-r",
                                            "-f",
                                            "vmdk",
                                            "-c",
                                            "read -P 7 1T 4k",
                                            "-c",
                                            "read -P 0 1025G 64k",
                                            "-c",
                                            "read -P 7 2560G 4k",
                                            "-c",
                                            "read -P 7 " + (size - 4096) + " 4k",
                                            top)
                                    .ok())
                    .doesNotContain("failed");
            try (BlockDevice ours = VmdkImage.open(top, ParentFiles.within(folder))) {
                assertThat(ours.size()).isEqualTo(size);
                for (long at : new long[] {0, 1L << 40, 5L << 39, size - 4096}) {
                    ByteBuffer read = ByteBuffer.allocate(4096);
                    ours.read(at, read);
                    assertThat(read.array()).isEqualTo(bytes);
                }
            }
        }
    }
}
