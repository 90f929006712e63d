package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Leaks are given back, and nothing else is touched; qemu-img is the judge.
@Tag("peers")
class RepairPeersTest extends QemuMadeImages {
    /// An image with content, some of whose L2 entries are gone.
    private Path leaking(String options) throws Exception {
        content();
        Path file = file("disk.qcow2");
        Qemu.img("convert", "-f", "raw", "-O", "qcow2", "-o", options, file("model.raw"), file);
        try (DamagedImage image = DamagedImage.open(file)) {
            int entries = image.clusterBytes() / 8;
            int first = (1536 << 10) / image.clusterBytes();
            for (int i = first; i < first + 5; i++) {
                image.setL2(i / entries, i % entries, 0);
            }
        }
        Qemu.img("convert", "-O", "raw", file, file("model.raw"));
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster_size=64k",
                "cluster_size=512",
                "cluster_size=512,refcount_bits=1",
                "cluster_size=4k,refcount_bits=64",
                "compat=0.10"
            })
    void ofFilesOfEveryShape(String options) throws Exception {
        Path file = leaking(options);
        assertThat(Qemu.check(file).path("leaks").asInt()).isEqualTo(5);
        CheckReport found = Qcow2Check.repairLeaks(file);
        assertThat(found.leaks()).isEqualTo(5);
        assertThat(found.corruptions()).isZero();
        Qemu.checkClean(file);
        Qemu.compare(file, file("model.raw"));
        assertThat(Qcow2Check.run(file).clean()).isTrue();
    }

    @Test
    void ofASoundFileChangesNothing() throws Exception {
        Path file = leaking("cluster_size=64k");
        Qcow2Check.repairLeaks(file);
        byte[] before = Files.readAllBytes(file);
        assertThat(Qcow2Check.repairLeaks(file).clean()).isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void ofClustersCountedTooOften() throws Exception {
        Path file = leaking("cluster_size=64k");
        try (DamagedImage image = DamagedImage.open(file)) {
            // Shared, as after a snapshot that is gone: counted twice, not marked as copied.
            long entry = image.l2(0, 22);
            image.setRefcount(entry, 3);
            image.setL2(0, 22, entry & ~L2Entry.COPIED);
        }
        CheckReport found = Qcow2Check.repairLeaks(file);
        assertThat(found.leaks()).isEqualTo(6);
        // The count is 1 now, and the entry says so.
        Qemu.checkClean(file);
        assertThat(Qcow2Check.run(file).clean()).isTrue();
    }

    @Test
    void ofMarksThatAreMissing() throws Exception {
        Path file = leaking("cluster_size=64k");
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL2(0, 22, image.l2(0, 22) & ~L2Entry.COPIED);
            image.setL1(0, image.l1(0) & ~L2Entry.COPIED);
        }
        assertThat(Qcow2Check.repairLeaks(file).corruptions()).isEqualTo(2);
        Qemu.checkClean(file);
    }

    @Test
    void leavesDamagedFilesAlone() throws Exception {
        Path file = leaking("cluster_size=64k");
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL2(0, 22, image.l2(0, 23));
        }
        byte[] before = Files.readAllBytes(file);
        CheckReport found = Qcow2Check.repairLeaks(file);
        assertThat(found.corruptions()).isEqualTo(1);
        assertThat(found.leaks()).isEqualTo(6);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /// After that the file may be written again.
    @Test
    void endsTheDirtyState() throws Exception {
        Path file = leaking("lazy_refcounts=on");
        try (DamagedImage image = DamagedImage.open(file)) {
            image.put(HeaderField.INCOMPATIBLE, FeatureBits.DIRTY);
        }
        assertThatThrownBy(() -> writable(file)).hasMessageContaining("was not closed cleanly");
        Qcow2Check.repairLeaks(file);
        Qemu.checkClean(file);
        Qemu.compare(file, file("model.raw"));
        writable(file);
    }

    private static void writable(Path file) throws IOException {
        Qcow2Image.open(file, OpenMode.READ_WRITE, BackingOpener.none()).close();
    }

    @Test
    void ofBitmapsThatNobodyKeeps() throws Exception {
        Path file = leaking("cluster_size=64k");
        Qcow2Check.repairLeaks(file);
        Qemu.img("bitmap", "--add", file, "changes");
        writable(file);
        assertThat(Qemu.check(file).path("leaks").asInt()).isPositive();
        Qcow2Check.repairLeaks(file);
        Qemu.checkClean(file);
    }
}
