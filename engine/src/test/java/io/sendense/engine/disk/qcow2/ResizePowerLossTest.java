package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// When the power goes while a disk is resized, at any write or sync, it has its old size or the
/// new one, its content, and no worse than leaks; resizing it again works.
@Timeout(120)
class ResizePowerLossTest {
    private static final int BACKING_BYTES = 200 << 10;

    @TempDir private Path folder;
    private final Random random = new Random(seed());
    private final byte[] below = new byte[BACKING_BYTES];
    private int sizesKept;
    private int sizesChanged;

    private static long seed() {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return seed;
    }

    private BlockDevice backing() {
        MemoryBlockDevice device = new MemoryBlockDevice(below.length);
        device.write(0, ByteBuffer.wrap(below));
        return device;
    }

    @Test
    void leavesTheOldSizeOrTheNew() throws Exception {
        random.nextBytes(below);
        for (int round = 0; round < 16; round++) {
            int size = 512 * (1 + random.nextInt(600));
            byte[] disk = Arrays.copyOf(below, size);
            int zeroFrom = 512 * random.nextInt(size / 512);
            byte[] image = made(disk, zeroFrom);
            int target = random.nextInt(3) == 0 ? zeroFrom : size + 512 * random.nextInt(2000);
            for (int calls = 0; powerGoes(image, disk, target, calls); calls++) {
                // At the next write then.
            }
        }
        assertThat(sizesKept).isPositive();
        assertThat(sizesChanged).isPositive();
    }

    /// A disk that holds the backing file's bytes, some of its own, and zeroes in the end.
    private byte[] made(byte[] disk, int zeroFrom) throws IOException {
        Path path = folder.resolve("made.qcow2");
        Files.deleteIfExists(path);
        Qcow2Options options =
                Qcow2Options.ofSize(disk.length)
                        .withClusterBytes(512 << random.nextInt(5))
                        .withBacking("below.raw", "raw", backing());
        try (Qcow2Image image = Qcow2Image.create(path, options)) {
            int own = random.nextInt(disk.length);
            byte[] bytes = new byte[random.nextInt(disk.length - own)];
            random.nextBytes(bytes);
            image.write(own, ByteBuffer.wrap(bytes));
            System.arraycopy(bytes, 0, disk, own, bytes.length);
            image.write(zeroFrom, ByteBuffer.allocate(disk.length - zeroFrom));
            Arrays.fill(disk, zeroFrom, disk.length, (byte) 0);
        }
        return Files.readAllBytes(path);
    }

    /// @return whether the power went before the end
    private boolean powerGoes(byte[] image, byte[] disk, int target, int calls) throws Exception {
        UnstableFile file = new UnstableFile(image, calls);
        boolean done = false;
        try {
            Qcow2Resize.run(UnstablePaths.of(file), target, true, _ -> backing());
            done = true;
        } catch (IOException e) {
            assertThat(file.callsLeft()).isZero();
        }
        Path found = Files.write(folder.resolve("found.qcow2"), file.survivors(random));
        int size = judge(found, disk, target);
        assertThat(size).isEqualTo(done ? target : size);
        sizesKept += size == disk.length ? 1 : 0;
        sizesChanged += size == target && !done ? 1 : 0;
        Qcow2Resize.run(found, target, true, _ -> backing());
        assertThat(judge(found, disk, target)).isEqualTo(target);
        return !done;
    }

    private int judge(Path found, byte[] disk, int target) throws Exception {
        CheckReport report = Qcow2Check.run(found);
        assertThat(report.corruptions()).as("%s", report.findings()).isZero();
        try (Qcow2Image image = Qcow2Image.open(found, OpenMode.READ_ONLY, _ -> backing())) {
            int size = (int) image.size();
            assertThat(size).isIn(disk.length, target);
            ByteBuffer content = ByteBuffer.allocate(size);
            image.read(0, content);
            assertThat(content.array()).isEqualTo(Arrays.copyOf(disk, size));
            return size;
        }
    }
}
