package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The digest of a file's tables is what `engine/doc/formats.md` says, and sees every byte of them
/// and none of the data.
class MetadataDigestTest {
    private static final int CLUSTER = 4096;

    @TempDir private Path folder;

    private Path image(int cluster, boolean compressing) throws IOException {
        Path file = folder.resolve("disk.qcow2");
        ModelDisk model = ModelDisk.of(5 << 20);
        try (Qcow2Image image =
                Qcow2Image.create(
                        file, Qcow2Options.ofSize(model.size()).withClusterBytes(cluster))) {
            BlockDevice device = compressing ? image.compressing() : image;
            device.write(cluster, ByteBuffer.allocate(1 << 20));
            for (int i = 0; i < 20; i++) {
                model.write(image);
                model.zero(image);
            }
        }
        return file;
    }

    /// The documentation, word for word, with the whole file in memory.
    private static String asDocumented(Path path) throws Exception {
        byte[] bytes = Files.readAllBytes(path);
        ByteBuffer file = ByteBuffer.allocate(bytes.length + (4 << 20)).put(0, bytes);
        int cluster = 1 << file.getInt(20);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(file.slice(0, cluster));
        int[][] tables = {
            {(int) file.getLong(40), file.getInt(36) * 8},
            {(int) file.getLong(48), file.getInt(56) * cluster}
        };
        for (int[] table : tables) {
            digest.update(file.slice(table[0], table[1]));
            for (int at = table[0]; at < table[0] + table[1]; at += 8) {
                long target = file.getLong(at) & 0x00ff_ffff_ffff_fe00L;
                if (target != 0) {
                    digest.update(file.slice((int) target, cluster));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65_536, 2 << 20})
    void isWhatIsDocumented(int cluster) throws Exception {
        Path file = image(cluster, cluster == 65_536);
        assertThat(MetadataDigest.sha256(file)).isEqualTo(asDocumented(file));
    }

    @Test
    void seesEveryTable() throws Exception {
        Path file = image(CLUSTER, true);
        String sound = MetadataDigest.sha256(file);
        byte[] before = Files.readAllBytes(file);
        long[] places;
        try (DamagedImage image = DamagedImage.open(file)) {
            TableLocations tables = image.tables();
            places =
                    new long[] {
                        CLUSTER - 1,
                        tables.l1Offset() + 7,
                        // A bit that no reader looks at.
                        image.l2Table(0) + 8,
                        image.l2Table(1) + CLUSTER - 1,
                        tables.refcountTableOffset() + CLUSTER - 1,
                        image.refcountBlock(0) + CLUSTER - 1
                    };
        }
        for (long place : places) {
            try (DamagedImage image = DamagedImage.open(file)) {
                image.flipBit(place, 1);
            }
            assertThat(digestOrFailure(file)).as("byte %d", place).isNotEqualTo(sound);
            Files.write(file, before);
        }
        assertThat(MetadataDigest.sha256(file)).isEqualTo(sound);
    }

    private static String digestOrFailure(Path file) throws Exception {
        try {
            return MetadataDigest.sha256(file);
        } catch (Qcow2FormatException e) {
            return e.toString();
        }
    }

    @Test
    void doesNotSeeTheData() throws Exception {
        Path file = image(CLUSTER, false);
        // The model may have made a zero cluster of it, whose table changes with the first write.
        try (Qcow2Image image = Qcow2Image.open(file, OpenMode.READ_WRITE, BackingOpener.none())) {
            image.write(CLUSTER, ByteBuffer.wrap(new byte[] {9}));
        }
        String sound = MetadataDigest.sha256(file);
        long data;
        try (Qcow2Image image = Qcow2Image.open(file, OpenMode.READ_WRITE, BackingOpener.none())) {
            data = image.layerStatus(CLUSTER, 1).getFirst().hostOffset().orElseThrow();
            image.write(CLUSTER, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
        assertThat(Files.readAllBytes(file)[(int) data + 2]).isEqualTo((byte) 3);
        assertThat(MetadataDigest.sha256(file)).isEqualTo(sound);
    }

    @Test
    void endsWhenInterrupted() throws Exception {
        Path file = image(CLUSTER, false);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> MetadataDigest.sha256(file))
                .isInstanceOf(InterruptedException.class);
    }
}
