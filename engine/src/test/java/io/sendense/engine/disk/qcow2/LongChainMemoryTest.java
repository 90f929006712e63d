package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A chain of 121 files, every second one compressed, over a raw file and a disk of 256 GiB, is
/// read at random in a process with little heap.
@Timeout(180)
class LongChainMemoryTest {
    /// The chain may keep 36 MiB (`ChainCaches`), and 44 MiB of heap are enough here. Were 1 MiB of
    /// unpacked clusters kept per file, 104 would be needed.
    private static final int HEAP_MIB = 72;

    private static final int LAYERS = 120;
    private static final int PIECES = 2400;
    private static final long SIZE = 256L << 30;
    private static final long APART = SIZE / PIECES & -(64 << 10);

    @TempDir private Path folder;

    @Test
    void readsEverythingInLittleMemory() throws Exception {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        make();
        Path top = folder.resolve(LAYERS + ".qcow2");
        try (ChildJvm child =
                ChildJvm.startWithHeap(HEAP_MIB, ChainReads.class, top, PIECES, APART, seed)) {
            assertThat(child.lines()).containsExactly("read");
            assertThat(child.exit()).isZero();
        }
    }

    /// Piece `i` is in layer `i % (LAYERS + 1)`, of which 0 is the raw file.
    private void make() throws Exception {
        RawFileBlockDevice.create(folder.resolve("0.raw"), SIZE).close();
        try (BlockDevice raw = RawFileBlockDevice.open(folder.resolve("0.raw"), true)) {
            fill(raw, 0);
        }
        String below = "0.raw";
        BackingFiles files = BackingFiles.within(folder);
        for (int layer = 1; layer <= LAYERS; layer++) {
            String name = layer + ".qcow2";
            BlockDevice backing =
                    layer == 1
                            ? RawFileBlockDevice.open(folder.resolve(below), false)
                            : Qcow2Image.open(folder.resolve(below), OpenMode.READ_ONLY, files);
            Qcow2Options options =
                    Qcow2Options.ofSize(SIZE)
                            .withBacking(below, layer == 1 ? "raw" : "qcow2", backing);
            try (Qcow2Image image = Qcow2Image.create(folder.resolve(name), options)) {
                fill(layer % 2 == 0 ? image.compressing() : image, layer);
            }
            below = name;
        }
    }

    private static void fill(BlockDevice device, int layer) throws Exception {
        ByteBuffer content = ByteBuffer.allocate(64 << 10);
        for (int piece = layer; piece < PIECES; piece += LAYERS + 1) {
            for (int at = 0; at < content.capacity(); at += 4096) {
                content.putInt(at, piece);
            }
            device.write(piece * APART, content.clear());
        }
    }
}
