package io.sendense.engine.disk.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.vmdk.FileMutation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files made to harm whoever reads them, and files that use what we do not read.
@Timeout(60)
class HostileVhdxTest {
    @TempDir Path folder;

    private static byte[] read(Path file) throws IOException {
        try (VhdxImage image = VhdxImage.open(file)) {
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(image.size(), 8 << 20));
            image.read(0, content);
            image.blockStatus(0, image.size());
            return content.array();
        }
    }

    private void refused(VhdxBytes bytes, String... texts) throws IOException {
        Path file = bytes.write(folder.resolve("a.vhdx"));
        var thrown =
                assertThatThrownBy(() -> read(file))
                        .isInstanceOf(VhdxFormatException.class)
                        .hasMessageContaining("a.vhdx");
        for (String text : texts) {
            thrown.hasMessageContaining(text);
        }
    }

    private static VhdxBytes bytes() {
        return new VhdxBytes();
    }

    @Test
    void theUnbrokenFileIsReadAndItsSecondCopiesCount() throws IOException {
        byte[] sound = read(bytes().write(folder.resolve("a.vhdx")));
        assertThat(sound[0]).isEqualTo((byte) 7);
        assertThat(sound[(1 << 20) - 1]).isEqualTo((byte) 7);
        assertThat(sound[1 << 20]).isZero();
        VhdxBytes damaged = bytes().putByte(VhdxBytes.HEADER + 8, 9);
        damaged.putByte(VhdxBytes.REGIONS + 3000, 1);
        assertThat(read(damaged.write(folder.resolve("a.vhdx")))).isEqualTo(sound);
        refused(damaged.putByte(VhdxBytes.SECOND_HEADER + 8, 9), "neither header");
        refused(
                bytes().putByte(VhdxBytes.REGIONS + 3000, 1).putByte(VhdxBytes.SECOND_REGIONS, 0),
                "neither region table");
        refused(bytes().putByte(0, 'x'), "is no VHDX file");
    }

    @Test
    void theHeaderWithTheHigherNumberCounts() throws IOException {
        refused(
                bytes().putLong(VhdxBytes.SECOND_HEADER + 8, 99)
                        .putInt(VhdxBytes.SECOND_HEADER + 64, 2 << 16)
                        .sum(VhdxBytes.SECOND_HEADER, 4096),
                "version 2 with log version 0");
    }

    @Test
    void differencingDisks() throws IOException {
        refused(bytes().putInt(VhdxBytes.PARAMETERS + 4, 2), "a parent", "differencing disk");
        refused(bytes().putLong(VhdxBytes.BAT, 1 << 20 | 7), "block 0 is partially present");
    }

    @Test
    void sizesOfTheMetadata() throws IOException {
        for (int size : new int[] {0, 1, 3 << 20, 512 << 20, -1}) {
            refused(
                    bytes().putInt(VhdxBytes.PARAMETERS, size),
                    "block size is " + Integer.toUnsignedString(size));
        }
        for (long size : new long[] {0, 513, (64L << 40) + 512, -1}) {
            refused(
                    bytes().putLong(VhdxBytes.SIZE, size),
                    "disk size is " + Long.toUnsignedString(size));
        }
        refused(bytes().putInt(VhdxBytes.SECTOR, 520), "logical sector size is 520");
        refused(
                bytes().putLong(VhdxBytes.SIZE, 1L << 40),
                "needs 1048831 table entries",
                "table of 1048576 bytes has 131072");
        refused(bytes().putInt(VhdxBytes.METADATA + 32 + 16, 100), "at byte 100 is not behind");
        refused(bytes().putInt(VhdxBytes.METADATA + 32 + 16, 1 << 30), "at byte 1073741824");
        refused(bytes().putByte(VhdxBytes.METADATA + 10, 0), "is not behind the table");
        refused(bytes().putInt(VhdxBytes.METADATA + 10, 65535), "has 65535 entries");
        refused(bytes().putByte(VhdxBytes.METADATA, 0), "lack their signature");
        refused(bytes().putByte(VhdxBytes.METADATA + 32, 0), "metadata item", "not supported");
    }

    @Test
    void largeSectorsAreRead() throws IOException {
        assertThat(read(bytes().putInt(VhdxBytes.SECTOR, 4096).write(folder.resolve("a.vhdx"))))
                .startsWith(7, 7);
    }

    @Test
    void regions() throws IOException {
        int first = VhdxBytes.REGIONS + 16;
        for (long at : new long[] {0, 1 << 19, 100 << 20, 1L << 62, -1L << 20}) {
            refused(
                    bytes().putLong(first + 16, at).sum(VhdxBytes.REGIONS, 65536),
                    "block allocation table of 1048576 bytes at byte " + Long.toUnsignedString(at));
        }
        refused(
                bytes().putInt(first + 24, -1 << 20).sum(VhdxBytes.REGIONS, 65536),
                "of 4293918720 bytes");
        refused(
                bytes().putLong(first + 16, VhdxBytes.METADATA).sum(VhdxBytes.REGIONS, 65536),
                "regions overlap");
        refused(
                bytes().putLong(first + 16, VhdxBytes.LOG).sum(VhdxBytes.REGIONS, 65536),
                "regions overlap");
        refused(
                bytes().putByte(first, 1).sum(VhdxBytes.REGIONS, 65536),
                "region 2dc27701-f623-4200-9d64-115e9bfd4a08");
        refused(bytes().putInt(VhdxBytes.REGIONS + 8, 1).sum(VhdxBytes.REGIONS, 65536), "lacks");
        refused(
                bytes().putInt(VhdxBytes.REGIONS + 8, -1).sum(VhdxBytes.REGIONS, 65536),
                "4294967295");
    }

    @Test
    void blocks() throws IOException {
        for (long at : new long[] {0, 5, 1L << 40}) {
            refused(
                    bytes().putLong(VhdxBytes.BAT, at << 20 | 6),
                    "block 0 of 1048576 bytes is said to be at byte "
                            + Long.toUnsignedString(at << 20),
                    "of a file of 5242880");
        }
        for (int state : new int[] {4, 5}) {
            refused(bytes().putLong(VhdxBytes.BAT, state), "has state " + state);
        }
        for (int state : new int[] {0, 1, 2, 3}) {
            VhdxBytes bytes = bytes().putLong(VhdxBytes.BAT, 4L << 20 | state);
            assertThat(read(bytes.write(folder.resolve("a.vhdx")))).isEqualTo(new byte[8 << 20]);
        }
    }

    @Test
    void logs() throws IOException {
        VhdxBytes used = bytes().putByte(VhdxBytes.HEADER + 48, 1);
        refused(used.sum(VhdxBytes.HEADER, 4096), "has no complete sequence of entries");
        for (int length : new int[] {0, 1 << 19, 1 << 30, -1 << 20}) {
            refused(
                    used.putInt(VhdxBytes.HEADER + 68, length).sum(VhdxBytes.HEADER, 4096),
                    "log of " + Integer.toUnsignedString(length) + " bytes at byte 1048576");
        }
        refused(
                bytes().lengthen(40 << 20)
                        .putByte(VhdxBytes.HEADER + 48, 1)
                        .putInt(VhdxBytes.HEADER + 68, 17 << 20)
                        .sum(VhdxBytes.HEADER, 4096),
                "a log of 17825792 bytes (more than 16777216)");
    }

    @Test
    void aLogWhoseEntriesLieOverEachOtherIsNotLookedAtForLong() throws IOException {
        VhdxBytes bytes = bytes().putByte(VhdxBytes.HEADER + 48, 1);
        for (int at = 0; at < 1 << 20; at += 4096) {
            bytes.putInt(VhdxBytes.LOG + at, 0x65676f6c).putInt(VhdxBytes.LOG + at + 8, 1 << 20);
        }
        refused(bytes.sum(VhdxBytes.HEADER, 4096), "lie over each other");
    }

    @Test
    void brokenFilesAtRandom() throws Exception {
        byte[] sound = bytes().toArray();
        byte[] used =
                bytes().putByte(VhdxBytes.HEADER + 48, 1)
                        .logEntry()
                        .sum(VhdxBytes.HEADER, 4096)
                        .toArray();
        assertThat(read(Files.write(folder.resolve("a.vhdx"), used))).startsWith(7, 7);
        FileMutation.Result result =
                FileMutation.run(
                        List.of(sound, used),
                        sound.length,
                        List.of(
                                VhdxBytes.HEADER,
                                VhdxBytes.REGIONS,
                                VhdxBytes.METADATA,
                                VhdxBytes.PARAMETERS,
                                VhdxBytes.BAT,
                                VhdxBytes.LOG),
                        folder.resolve("a.vhdx"),
                        Duration.ofSeconds(3),
                        VhdxImage::open);
        assertThat(result.files()).isGreaterThan(10);
        assertThat(result.refused()).isBetween(1, result.files() - 1);
    }
}
