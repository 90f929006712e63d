package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.lab.redo.RedoFile;
import io.sendense.engine.lab.redo.RedoFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Redo logs made to harm whoever reads them: one field broken, and all of them at random.
class HostileRedoLogTest {
    private static final int DISK_BYTES = 40 << 20;
    private static final int COWD_DIRECTORY = 2048;
    private static final int SE_DIRECTORY = 4096 * 512;

    private static ByteBuffer file(RedoFormat format) {
        RedoFile file =
                format.render(
                        RedoChains.of(
                                new byte[DISK_BYTES],
                                n -> n % 100 < 3 ? (Boolean) (n % 2 == 0) : null));
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        file.read(0, bytes);
        return bytes.clear().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void readAll(ByteBuffer bytes) throws IOException {
        MemoryBlockDevice file = new MemoryBlockDevice(bytes.capacity());
        file.write(0, bytes.duplicate().clear());
        RedoLog log = RedoLog.open("a-delta.vmdk", file, new RedoLogCache());
        log.runs(
                0,
                Math.min(log.size(), 1L << 30),
                run -> assertThat(run.extent().length()).isPositive());
    }

    private static void refused(ByteBuffer bytes, String... texts) {
        assertThatThrownBy(() -> readAll(bytes))
                .isInstanceOf(VmdkFormatException.class)
                .hasMessageContaining("a-delta.vmdk")
                .hasMessageContainingAll(texts);
    }

    @ParameterizedTest
    @EnumSource
    void soundOnesAreRead(RedoFormat format) throws Exception {
        readAll(file(format));
    }

    @Test
    void headersOfVmfsSparse() {
        RedoFormat format = RedoFormat.VMFS_SPARSE;
        refused(file(format).putInt(0, 0), "does not begin like a redo log");
        refused(file(format).putInt(4, 2), "redo log version 2");
        refused(file(format).putInt(12, 0), "capacity is 0");
        refused(
                file(format).putInt(12, -1),
                "entries, a disk of 2199023255040 bytes needs 1048576");
        for (int grain : new int[] {0, 3, 8192, -1}) {
            refused(
                    file(format).putInt(16, grain),
                    "grain size is " + Integer.toUnsignedString(grain));
        }
        for (int at : new int[] {0, 1 << 20, -1}) {
            refused(file(format).putInt(20, at), "grain directory", "not within the file");
        }
        refused(file(format).putInt(24, 19), "has 19 entries", "needs 20");
        refused(ByteBuffer.allocate(1024).putInt(0, 0x434f5744), "has 1024 bytes");
    }

    @Test
    void headersOfSeSparse() {
        RedoFormat format = RedoFormat.SE_SPARSE;
        refused(file(format).putLong(0, 0x1_cafe_babeL), "magic is 0x1cafebabe");
        refused(file(format).putLong(8, 1), "seSparse version 0x1");
        refused(file(format).putLong(16, -1), "18446744073709551615 sectors");
        refused(file(format).putLong(24, 16), "grain size", "0x10");
        refused(file(format).putLong(32, 128), "grain table size", "0x80");
        refused(file(format).putLong(40, 1), "flags 0x1");
        refused(file(format).putLong(72, 4), "flags 0x4 at 72");
        refused(file(format).putLong(80, 0), "volatile header: 0 is no sector");
        refused(file(format).putLong(80, 1L << 36), "is cut off");
        refused(file(format).putLong(512, 0), "volatile magic is 0x0");
        refused(file(format).putLong(512 + 24, 1), "journal");
        for (long at : new long[] {0, -1, 1L << 62}) {
            refused(file(format).putLong(128, at), "grain directory");
            refused(file(format).putLong(144, at), "grain tables");
            refused(file(format).putLong(192, at), "grains");
        }
        refused(file(format).putLong(128, 1L << 30), "not within the file");
    }

    @Test
    void entriesOfVmfsSparse() {
        RedoFormat format = RedoFormat.VMFS_SPARSE;
        refused(file(format).putInt(COWD_DIRECTORY, -1), "grain table 0", "not within the file");
        ByteBuffer bytes = file(format);
        int table = bytes.getInt(COWD_DIRECTORY) * 512;
        refused(bytes.putInt(table + 4, -1), "grain of byte 512", "2199023255040");
    }

    @Test
    void entriesOfSeSparse() {
        RedoFormat format = RedoFormat.SE_SPARSE;
        refused(file(format).putLong(SE_DIRECTORY, 1), "entry 0 of the grain directory is 0x1");
        refused(
                file(format).putLong(SE_DIRECTORY, 1L << 60 | 0xffff_ffffL),
                "grain table 0",
                "not within the file");
        int table = (int) file(format).getLong(144) * 512;
        refused(file(format).putLong(table, 5), "grain of byte 0 is 0x5");
        refused(file(format).putLong(table + 8, 4L << 60), "0x4000000000000000");
        refused(file(format).putLong(table + 8, -1L >>> 2), "grain of byte 4096", "is said to be");
    }

    @ParameterizedTest
    @EnumSource
    void damageAtRandomEndsAsAnIoExceptionOrNotAtAll(RedoFormat format) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ByteBuffer sound = file(format);
        for (int round = 0; round < 200; round++) {
            ByteBuffer bytes = ByteBuffer.allocate(sound.capacity()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.put(sound.duplicate().clear()).clear();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int within = random.nextBoolean() ? 2048 : bytes.capacity();
                bytes.put(random.nextInt(within), (byte) (1 << random.nextInt(8)));
            }
            try {
                readAll(bytes);
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("a-delta.vmdk");
            }
        }
    }
}
