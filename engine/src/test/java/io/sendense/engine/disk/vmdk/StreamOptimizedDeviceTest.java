package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockOperation;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.FaultyBlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.image.CopyOptions;
import io.sendense.engine.disk.image.DiskCopy;
import io.sendense.engine.disk.image.DiskFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is written from front to back, and what becomes of it when it is not.
class StreamOptimizedDeviceTest {
    private static final int SIZE = 20 << 20;
    private static final int UNCLEAN_AT = 72;

    @TempDir Path folder;

    private StreamOptimizedOptions options(int threads) {
        return new StreamOptimizedOptions(SIZE, "disk.vmdk", 0x1234abcd, threads);
    }

    private StreamOptimizedDevice create(String name) throws IOException {
        return StreamOptimizedDevice.create(folder.resolve(name), options(2));
    }

    private static ByteBuffer bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void keepsPiecesOfAnySizeInOrder() throws IOException {
        byte[] model = new byte[SIZE];
        Random random = new Random(3);
        try (StreamOptimizedDevice device = create("disk.vmdk")) {
            int position = 0;
            while (position < SIZE - 1000) {
                int length = 1 + random.nextInt(Math.min(200_000, SIZE - position - 1));
                switch (random.nextInt(4)) {
                    case 0 -> device.zero(position, length, ZeroMode.MAY_DEALLOCATE);
                    case 1 -> device.trim(position, length);
                    case 2 -> {
                        // A gap.
                    }
                    default -> {
                        byte[] bytes = new byte[length];
                        random.nextBytes(bytes);
                        device.write(position, ByteBuffer.wrap(bytes));
                        System.arraycopy(bytes, 0, model, position, length);
                    }
                }
                position += length;
            }
            device.flush();
            device.flush();
        }
        byte[] found = new byte[SIZE];
        try (VmdkImage image = VmdkImage.open(folder.resolve("disk.vmdk"), ParentFiles.none())) {
            image.read(0, ByteBuffer.wrap(found));
            assertThat(image.shape().unclean()).isFalse();
            assertThat(image.shape().cid()).hasValue(0x1234abcd);
        }
        assertThat(found).isEqualTo(model);
    }

    @Test
    void theFileDoesNotDependOnTheNumberOfThreads() throws IOException {
        for (int threads = 1; threads <= 4; threads++) {
            Random random = new Random(5);
            Path file = folder.resolve(threads + ".vmdk");
            try (StreamOptimizedDevice device =
                    StreamOptimizedDevice.create(file, options(threads))) {
                for (int i = 0; i < 40; i++) {
                    byte[] text = new byte[60_000];
                    for (int at = 0; at < text.length; at++) {
                        text[at] = (byte) random.nextInt(1 << (i % 9));
                    }
                    device.write(i * 70_000L, ByteBuffer.wrap(text));
                }
                device.flush();
            }
            assertThat(Files.mismatch(folder.resolve("1.vmdk"), file)).isEqualTo(-1);
        }
    }

    @Test
    void refusesToGoBack() throws IOException {
        try (StreamOptimizedDevice device = create("disk.vmdk")) {
            device.write(100_000, bytes(1000, 1));
            assertThatThrownBy(() -> device.write(100_999, bytes(1, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("byte 100999 comes too late, after 101000");
            assertThatThrownBy(() -> device.zero(0, 1, ZeroMode.KEEP_ALLOCATED))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> device.read(0, ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be read yet");
            assertThatThrownBy(() -> device.write(SIZE, bytes(1, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            device.flush();
            assertThatThrownBy(() -> device.write(200_000, bytes(1, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is finished");
        }
    }

    @Test
    void aFileThatWasNotFinishedIsNoDisk() throws IOException {
        Path file = folder.resolve("disk.vmdk");
        try (StreamOptimizedDevice device = create("disk.vmdk")) {
            for (int i = 0; i < 200; i++) {
                device.write(i * 65_536L, bytes(65_536, i));
            }
        }
        assertThat(Files.readAllBytes(file)[UNCLEAN_AT]).isEqualTo((byte) 1);
        assertThatThrownBy(() -> VmdkImage.open(file, ParentFiles.none()))
                .isInstanceOf(VmdkFormatException.class)
                .hasMessageContaining("the footer is missing")
                .hasMessageContaining("cut off or never finished");
    }

    @Test
    void everyPrefixOfAFinishedFileIsRefused() throws IOException {
        Path file = folder.resolve("disk.vmdk");
        try (StreamOptimizedDevice device = create("disk.vmdk")) {
            device.write(0, bytes(300_000, 4));
            device.flush();
        }
        byte[] whole = Files.readAllBytes(file);
        assertThat(whole[UNCLEAN_AT]).isZero();
        for (int length = 512; length < whole.length; length += 512) {
            Path prefix = Files.write(folder.resolve("prefix"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> VmdkImage.open(prefix, ParentFiles.none()))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(VmdkFormatException.class);
        }
    }

    @Test
    void aCopyThatFailsLeavesNoDisk() throws Exception {
        MemoryBlockDevice content = new MemoryBlockDevice(SIZE);
        content.write(0, bytes(SIZE, 7));
        try (FaultyBlockDevice source =
                        new FaultyBlockDevice(content).failing(BlockOperation.READ, 5);
                BlockDevice target = create("disk.vmdk")) {
            assertThatThrownBy(() ->
                            DiskCopy.copy(
                                    source,
                                    target,
                                    CopyOptions.intoNew(DiskFormat.VMDK),
                                    ByteProgress.none()))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> VmdkImage.open(folder.resolve("disk.vmdk"), ParentFiles.none()))
                .isInstanceOf(VmdkFormatException.class);
    }

    @Test
    void anInterruptedWriterKeepsItsInterruptAndItsBytes() throws IOException {
        try (StreamOptimizedDevice device = create("disk.vmdk")) {
            for (int i = 0; i < 300; i++) {
                Thread.currentThread().interrupt();
                device.write(i * 65_536L, bytes(65_536, i));
                assertThat(Thread.interrupted()).isTrue();
            }
            device.flush();
        }
        try (VmdkImage image = VmdkImage.open(folder.resolve("disk.vmdk"), ParentFiles.none())) {
            ByteBuffer last = ByteBuffer.allocate(65_536);
            image.read(299 * 65_536L, last);
            assertThat(last.array()).containsOnly((byte) 299);
        }
    }

    @Test
    void isNeverMadeOverAnotherFile() throws IOException {
        Files.writeString(folder.resolve("disk.vmdk"), "mine");
        assertThatThrownBy(() -> create("disk.vmdk"))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("disk.vmdk")).hasContent("mine");
    }

    @Test
    void statesANameThatCanStandInADescriptor() {
        Random random = new Random(1);
        assertThat(StreamOptimizedOptions.of(1, "web 01.vmdk", random).name())
                .isEqualTo("web 01.vmdk");
        assertThat(StreamOptimizedOptions.of(1, "a\"\nRW 1 FLAT \"b", random).name())
                .isEqualTo("disk.vmdk");
        assertThat(StreamOptimizedOptions.of(1, "", random).size()).isEqualTo(512);
        assertThat(StreamOptimizedOptions.of(513, "", random).size()).isEqualTo(1024);
        assertThatThrownBy(() -> new StreamOptimizedOptions(1L << 47, "a", 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("140737488355328");
    }
}
