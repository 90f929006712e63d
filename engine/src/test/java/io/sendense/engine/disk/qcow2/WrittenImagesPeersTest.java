package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of every shape that we wrote are clean and hold the right bytes, says qemu-img.
@Tag("peers")
class WrittenImagesPeersTest extends JudgedImages {
    /// No multiple of any cluster size but the smallest.
    private static final int SIZE = (9 << 20) + 5 * 512;

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 4096, 65_536, 262_144, 2 << 20})
    void withClustersOfEverySize(int cluster) throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        for (CompressionType compression : CompressionType.values()) {
            String name = compression + ".qcow2";
            try (Qcow2Image image =
                    Qcow2Image.create(
                            file(name),
                            Qcow2Options.ofSize(SIZE)
                                    .withClusterBytes(cluster)
                                    .withCompression(compression))) {
                model = new ModelDisk(SIZE, model.random().nextLong());
                fill(image, model, 60);
                image.flush();
                fill(image, model, 60);
            }
            judge(name, model);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "512, raw, 0", "512, qcow2, 65536", "65536, raw, 0", "65536, qcow2, 65536",
        "65536, qcow2, 512", "4096, qcow2, 2097152", "2097152, qcow2, 4096", "2097152, raw, 0"
    })
    void overABackingFile(int cluster, String format, int backingCluster) throws Exception {
        // Shorter than the disk above it, and not even of whole sectors where it may be.
        ModelDisk model = ModelDisk.of((6 << 20) + (format.equals("raw") ? 777 : 512));
        try (BlockDevice base = backing(format, backingCluster, model.size())) {
            fill(base, model, 40);
            base.flush();
        }
        model.resize(SIZE);
        BlockDevice base =
                format.equals("raw")
                        ? RawFileBlockDevice.open(file("base.raw"), false)
                        : Qcow2Image.open(
                                file("base.qcow2"), OpenMode.READ_ONLY, BackingOpener.none());
        try (Qcow2Image image =
                Qcow2Image.create(
                        file("top.qcow2"),
                        Qcow2Options.ofSize(SIZE)
                                .withClusterBytes(cluster)
                                .withBacking("base." + format, format, base))) {
            fill(image, model, 40);
            image.flush();
            fill(image, model, 10);
        }
        judge("top.qcow2", model);
        try (Qcow2Image again =
                Qcow2Image.open(
                        file("top.qcow2"), OpenMode.READ_WRITE, BackingFiles.within(folder()))) {
            model.assertSame(again);
            fill(again, model, 20);
        }
        judge("top.qcow2", model);
    }

    private BlockDevice backing(String format, int cluster, int size) throws IOException {
        return format.equals("raw")
                ? RawFileBlockDevice.create(file("base.raw"), size)
                : Qcow2Image.create(
                        file("base.qcow2"), Qcow2Options.ofSize(size).withClusterBytes(cluster));
    }

    @Test
    void zeroesOverABackingFileAreZeroClusters() throws Exception {
        ModelDisk model = ModelDisk.of(1 << 20);
        try (BlockDevice base = backing("raw", 0, model.size())) {
            model.write(base, 0, model.size());
        }
        try (Qcow2Image image =
                Qcow2Image.create(
                        file("top.qcow2"),
                        Qcow2Options.ofSize(1 << 20)
                                .withBacking(
                                        "base.raw",
                                        "raw",
                                        RawFileBlockDevice.open(file("base.raw"), false)))) {
            model.zero(image, 128 << 10, 256 << 10);
        }
        judge("top.qcow2", model);
        var map = Qemu.json("map", "--output=json", file("top.qcow2"));
        assertThat(map.get(1).get("start").asInt()).isEqualTo(128 << 10);
        assertThat(map.get(1).get("length").asInt()).isEqualTo(256 << 10);
        assertThat(map.get(1).get("depth").asInt()).isZero();
        assertThat(map.get(1).get("zero").asBoolean()).isTrue();
        assertThat(map.get(1).get("data").asBoolean()).isFalse();
    }

    /// A table for 512-byte clusters of 16 bits covers 8 MiB of file per cluster; qemu-img makes
    /// one cluster of it, ours has to grow several times.
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 64})
    void whereTheRefcountTableGrows(int bits) throws Exception {
        int size = 24 << 20;
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "cluster_size=512,refcount_bits=" + bits,
                file("grown.qcow2"),
                size);
        ModelDisk model = ModelDisk.of(size);
        int before;
        try (Qcow2Image image =
                Qcow2Image.open(file("grown.qcow2"), OpenMode.READ_WRITE, BackingOpener.none())) {
            before = image.header().tables().refcountTableClusters();
            for (int at = 0; at < size; at += 1 << 20) {
                model.write(image, at, 1 << 20);
            }
            fill(image, model, 30);
        }
        judge("grown.qcow2", model);
        try (Qcow2Image image =
                Qcow2Image.open(file("grown.qcow2"), OpenMode.READ_ONLY, BackingOpener.none())) {
            assertThat(image.header().tables().refcountTableClusters())
                    .isGreaterThanOrEqualTo(bits == 1 ? before : before + 2);
            model.assertSame(image);
        }
    }
}
