package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.Qemu;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Of extended L2 entries too our check counts what `qemu-img check` counts, and reading refuses
/// what makes no sense.
@Tag("peers")
class SubclusterCheckPeersTest {
    private static final int CLUSTER = 64 << 10;
    private static final long ALL_STORED = 0xffff_ffffL;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void make() throws Exception {
        file = folder.resolve("bad.qcow2");
        Qemu.img("create", "-q", "-f", "qcow2", "-o", "extended_l2=on", file, 4 << 20);
        Qemu.io(file, "write -P 1 0 1M", "write -P 2 1100k 10k", "write -c -P 3 2M 64k");
        assertAlike(0, 0);
    }

    private void assertAlike(long corruptions, long leaks) throws Exception {
        JsonNode theirs = Qemu.check(file);
        CheckReport ours = Qcow2Check.run(file);
        assertThat(theirs.path("corruptions").asLong(0)).isEqualTo(corruptions);
        assertThat(theirs.path("leaks").asLong(0)).isEqualTo(leaks);
        assertThat(ours.corruptions()).as("%s", ours.findings()).isEqualTo(corruptions);
        assertThat(ours.leaks()).as("%s", ours.findings()).isEqualTo(leaks);
        assertThat(ours.allocatedClusters()).isEqualTo(theirs.path("allocated-clusters").asLong(0));
    }

    private void setBitmap(int cluster, long bitmap) throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setBitmap(0, cluster, bitmap);
        }
    }

    private void assertUnreadable(int cluster) throws IOException {
        try (Qcow2Image image = Qcow2Image.open(file, OpenMode.READ_ONLY, BackingOpener.none())) {
            assertThatThrownBy(() ->
                            image.read((long) cluster * CLUSTER, ByteBuffer.allocate(CLUSTER)))
                    .isInstanceOf(Qcow2FormatException.class)
                    .hasMessageContaining("impossible subcluster bitmap 0x");
        }
    }

    @Test
    void partsThatAreStoredAndZero() throws Exception {
        setBitmap(3, ALL_STORED | 1L << 40);
        assertAlike(1, 0);
        assertUnreadable(3);
    }

    @Test
    void partsThatAreStoredNowhere() throws Exception {
        setBitmap(60, 1 << 5);
        assertAlike(1, 0);
        assertUnreadable(60);
    }

    @Test
    void partsOfACompressedCluster() throws Exception {
        setBitmap(32, 1);
        assertAlike(1, 1);
    }

    @Test
    void aZeroBitThatMeansNothing() throws Exception {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL2(0, 3, image.l2(0, 3) | L2Entry.ZERO);
        }
        assertAlike(0, 0);
        ByteBuffer found = ByteBuffer.allocate(1);
        try (Qcow2Image image = Qcow2Image.open(file, OpenMode.READ_ONLY, BackingOpener.none())) {
            image.read(3 * CLUSTER, found);
        }
        assertThat(found.get(0)).isEqualTo((byte) 1);
    }
}
