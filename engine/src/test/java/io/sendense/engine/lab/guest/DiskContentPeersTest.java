package io.sendense.engine.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.lab.content.ContentFile;
import io.sendense.engine.lab.content.Generator;
import io.sendense.engine.lab.storage.DiskContent;
import io.sendense.engine.lab.storage.DiskSpec;
import io.sendense.engine.lab.storage.FrozenDisk;
import io.sendense.engine.lab.storage.FrozenDiskWriter;
import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.LabStorage;
import io.sendense.engine.lab.storage.MachineDisks;
import io.sendense.engine.lab.storage.StorageLimits;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Disks frozen while their guest writes, judged by the tools of their file systems.
@Tag("peers")
class DiskContentPeersTest {
    @TempDir Path directory;

    private void checkFrozenWhileTheGuestWrites(List<DiskSpec> specs, DiskCheck check)
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm = storage.create(specs)) {
            try (LiveGuest guest = LiveGuest.start("vm", 1000, new TypicalGuest(vm, seed))) {
                while (guest.steps() < 200) {
                    Thread.sleep(5);
                }
                try (FrozenMachine frozen = vm.freeze("judged")) {
                    for (LabDisk disk : vm.disks()) {
                        check.check(disk, frozen.disks().get(disk.key()));
                    }
                }
                assertThat(guest.failure()).isEmpty();
            }
        }
    }

    private interface DiskCheck {
        void check(LabDisk live, FrozenDisk frozen) throws Exception;
    }

    @Test
    void databaseServerHasCleanFileSystemsWithEveryFileInThem() throws Exception {
        checkFrozenWhileTheGuestWrites(
                List.of(
                        new DiskSpec(2000, 109_521_666_048L, DiskContent.DATABASE_SYSTEM, 11),
                        new DiskSpec(2001, 5L << 30, DiskContent.DATABASE_DATA, 12)),
                (live, frozen) -> {
                    checkGpt(frozen);
                    if (live.key() == 2000) {
                        checkFat(live, frozen, "EFI system", new Extent(1 << 20, 260L << 20));
                        checkExt4(live, frozen, "system", new Extent(300L << 20, 48L << 30));
                        checkNtfs(live, frozen, "exchange", new Extent(50L << 30, 40L << 30));
                    } else {
                        checkExt4(live, frozen, "database", new Extent(1 << 20, 4L << 30));
                    }
                });
    }

    @Test
    void linuxServerHasCleanFileSystemsWithEveryFileInThem() throws Exception {
        checkFrozenWhileTheGuestWrites(
                List.of(new DiskSpec(2000, 10L << 30, DiskContent.LINUX, 13)),
                (live, frozen) -> {
                    checkGpt(frozen);
                    checkExt4(live, frozen, "root", new Extent(1L << 30, 4L << 30));
                    checkFat(live, frozen, "EFI system", new Extent(1 << 20, 260L << 20));
                });
    }

    @Test
    void windowsDesktopHasACleanFileSystemWithEveryFileInIt() throws Exception {
        checkFrozenWhileTheGuestWrites(
                List.of(new DiskSpec(2000, 12L << 30, DiskContent.WINDOWS, 14)),
                (live, frozen) -> {
                    checkGpt(frozen);
                    checkNtfs(live, frozen, "windows", new Extent(1L << 30, 8L << 30));
                });
    }

    @Test
    void applianceHasACleanFileSystemWithEveryFileInIt() throws Exception {
        checkFrozenWhileTheGuestWrites(
                List.of(new DiskSpec(16000, 1L << 30, DiskContent.APPLIANCE, 15)),
                (live, frozen) -> {
                    Path raw = raw(frozen);
                    Tool.Outcome table = Tool.named("sfdisk").run("--dump", raw.toString());
                    assertThat(table.text()).contains("label: dos", "start=        2048", "type=e");
                    checkFat(live, frozen, "settings", new Extent(1 << 20, 128L << 20));
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = DiskContent.class,
            names = {"EMPTY", "PATTERN"})
    void rawDiskOfOddSizeIsKeptAsItWas(DiskContent content) throws Exception {
        checkFrozenWhileTheGuestWrites(
                List.of(new DiskSpec(2000, (64 << 20) + 512, content, 16)),
                (_, frozen) -> {
                    byte[] kept = Files.readAllBytes(raw(frozen));
                    ByteBuffer bytes = ByteBuffer.allocate((int) frozen.capacityBytes());
                    frozen.read(0, bytes);
                    assertThat(kept).isEqualTo(bytes.array());
                });
    }

    /// The whole disk as a raw file, as `--keep-frozen` keeps it.
    private Path raw(FrozenDisk disk) throws Exception {
        Path file = directory.resolve("vm/snapshot/disk-" + disk.key() + ".raw");
        long written = FrozenDiskWriter.write(disk, file);
        assertThat(Files.size(file)).isEqualTo(disk.capacityBytes());
        assertThat(written).isEqualTo(disk.allocated().bytes());
        return file;
    }

    private void checkGpt(FrozenDisk disk) throws Exception {
        Path file = raw(disk);
        Tool.Outcome sgdisk = Tool.named("sgdisk").run("-v", file.toString());
        assertThat(sgdisk.text()).contains("No problems found");
        assertThat(sgdisk.exit()).isZero();
        Tool.Outcome sfdisk = Tool.named("sfdisk").run("--verify", file.toString());
        assertThat(sfdisk.text()).contains("No errors detected");
        Files.delete(file);
    }

    private void checkExt4(LabDisk live, FrozenDisk disk, String name, Extent partition)
            throws Exception {
        String file = partitionFile(disk, partition).toString();
        Tool.Outcome fsck = Tool.named("e2fsck").run("-f", "-n", file);
        assertThat(fsck.exit()).as(fsck.text()).isZero();
        Tool debugfs = Tool.named("debugfs");
        checkFiles(live, name, path -> debugfs.sha256("-R", "cat \"/" + path + "\"", file));
    }

    private void checkNtfs(LabDisk live, FrozenDisk disk, String name, Extent partition)
            throws Exception {
        String file = partitionFile(disk, partition).toString();
        Tool.Outcome volume = Tool.named("ntfsinfo").run("-m", file);
        assertThat(volume.text()).contains("Volume Name: " + name, "Cluster Size: 4096");
        assertThat(volume.exit()).isZero();
        Tool.Outcome fix = Tool.named("ntfsfix").run("--no-action", file);
        assertThat(fix.exit()).as(fix.text()).isZero();
        Tool ntfscat = Tool.named("ntfscat");
        checkFiles(live, name, path -> ntfscat.sha256(file, path));
    }

    private void checkFat(LabDisk live, FrozenDisk disk, String name, Extent partition)
            throws Exception {
        String file = partitionFile(disk, partition).toString();
        Tool.Outcome fsck = Tool.named("fsck.fat").run("-n", file);
        assertThat(fsck.exit()).as(fsck.text()).isZero();
        Tool.Outcome listing = Tool.named("mdir").run("-/", "-i", file, "::");
        assertThat(listing.exit()).as(listing.text()).isZero();
        Tool mcopy = Tool.named("mcopy");
        checkFiles(live, name, path -> mcopy.sha256("-n", "-i", file, "::" + path, "-"));
    }

    private interface FileSum {
        String of(String path) throws Exception;
    }

    /// Files no guest touches hold what they held from the start; all are of their size.
    private static void checkFiles(LabDisk live, String partition, FileSum sum) throws Exception {
        int checked = 0;
        for (ContentFile file : live.files()) {
            if (file.partition().equals(partition)) {
                String found = sum.of(file.path());
                if (file.live()) {
                    assertThat(found).as(file.path()).matches("[0-9a-f]{64}");
                } else {
                    assertThat(found).as(file.path()).isEqualTo(expected(file, live.seed()));
                }
                checked++;
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(3);
    }

    private static String expected(ContentFile file, long seed) {
        MessageDigest digest = Tool.newDigest();
        Generator generator = new Generator(seed);
        ByteBuffer unit = ByteBuffer.allocate(Generator.UNIT_BYTES);
        for (long i = 0; i < file.sizeBytes() / Generator.UNIT_BYTES; i++) {
            generator.put(file.firstNumber() + i, 0, Generator.UNIT_BYTES, unit.clear());
            digest.update(unit.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// One partition as a sparse file.
    private Path partitionFile(FrozenDisk disk, Extent partition) throws Exception {
        Path path = directory.resolve("partition-" + partition.offset());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(partition.length());
            ExtentList data = disk.allocated().and(ExtentList.union(List.of(partition)));
            for (Extent extent : data) {
                byte[] bytes = new byte[(int) Math.min(extent.length(), 1 << 20)];
                for (long at = extent.offset(); at < extent.end(); at += bytes.length) {
                    int count = (int) Math.min(bytes.length, extent.end() - at);
                    disk.read(at, ByteBuffer.wrap(bytes, 0, count));
                    file.seek(at - partition.offset());
                    file.write(bytes, 0, count);
                }
            }
        }
        return path;
    }
}
