package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a disk no longer needs its file does not store, says qemu-img; and the file is clean.
@Tag("peers")
class TrimmedSpacePeersTest extends JudgedImages {
    private static final int SIZE = 8 << 20;

    private static long stored(Path file) throws Exception {
        return Qemu.json("info", "-U", "--output=json", file).path("actual-size").asLong();
    }

    private Qcow2Image create(int cluster) throws IOException {
        return Qcow2Image.create(
                file("disk.qcow2"), Qcow2Options.ofSize(SIZE).withClusterBytes(cluster));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65_536, 2 << 20})
    void goesBackAtTheNextFlush(int cluster) throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        try (Qcow2Image image = create(cluster)) {
            model.write(image, 0, SIZE);
            image.flush();
            long full = stored(file("disk.qcow2"));
            assertThat(full).isGreaterThan(SIZE);

            image.trim(2 << 20, 2 << 20);
            Arrays.fill(model.bytes(), 2 << 20, 4 << 20, (byte) 0);
            assertThat(stored(file("disk.qcow2"))).as("before the flush").isEqualTo(full);
            image.flush();
            long trimmed = stored(file("disk.qcow2"));
            // Tables lie in between, and less than a block cannot go.
            assertThat(trimmed).isLessThan(full - (3 << 19));

            image.zero(4 << 20, 2 << 20, ZeroMode.MAY_DEALLOCATE);
            Arrays.fill(model.bytes(), 4 << 20, 6 << 20, (byte) 0);
            image.flush();
            assertThat(stored(file("disk.qcow2"))).isLessThan(trimmed - (3 << 19));

            // What is used again is stored again, and stays.
            model.write(image, 2 << 20, 2 << 20);
            image.flush();
            image.flush();
            assertThat(stored(file("disk.qcow2"))).isGreaterThan(trimmed - (200 << 10));
        }
        judge("disk.qcow2", model);
    }

    /// Of host clusters that compressed clusters share only those go that nobody uses.
    @Test
    void goesBackWhereCompressedClustersWere() throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        try (Qcow2Image image = create(65_536)) {
            BlockDevice packed = image.compressing();
            for (int at = 0; at < SIZE; at += 65_536) {
                byte[] half = new byte[65_536];
                model.random().nextBytes(half);
                Arrays.fill(half, 0, 30_000, (byte) at);
                packed.write(at, ByteBuffer.wrap(half));
                System.arraycopy(half, 0, model.bytes(), at, half.length);
            }
            image.flush();
            long full = stored(file("disk.qcow2"));
            for (int at = 0; at < SIZE; at += 2 * 65_536) {
                image.trim(at, 65_536);
                Arrays.fill(model.bytes(), at, at + 65_536, (byte) 0);
            }
            image.flush();
            model.assertSame(image);
            image.trim(0, SIZE / 2);
            Arrays.fill(model.bytes(), 0, SIZE / 2, (byte) 0);
            image.flush();
            assertThat(stored(file("disk.qcow2"))).isLessThan(full * 2 / 3);
        }
        judge("disk.qcow2", model);
    }

    /// An emptied layer has hardly more than its header.
    @Test
    void goesBackWhenALayerIsEmptied() throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        try (Qcow2Image image = create(65_536)) {
            model.write(image, 0, SIZE);
        }
        try (Qcow2Image image =
                Qcow2Image.open(file("disk.qcow2"), OpenMode.READ_WRITE, BackingOpener.none())) {
            image.forgetAll();
        }
        assertThat(stored(file("disk.qcow2"))).isLessThan(400 << 10);
        Qemu.checkClean(file("disk.qcow2"));
    }

    /// Readers and writers go on meanwhile, and never see a hole in the place of their bytes.
    @Test
    void nobodyWhoReadsOrWritesMeanwhileNotices() throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        ConcurrentTrims.inParts(create(4096), model);
        judge("disk.qcow2", model);
    }
}
