package io.sendense.engine.disk.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.qcow2.BackingFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What we say of an image and its chain is what `qemu-img info --backing-chain` says.
@Tag("peers")
class DiskDescriptionPeersTest {
    @TempDir private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private List<DiskDescription> describe(String name) throws Exception {
        return DiskDescription.chain(
                file(name), DiskFormat.probe(file(name)), BackingFiles.within(folder));
    }

    private void assertAlike(String name) throws Exception {
        JsonNode theirs = Qemu.json("info", "--backing-chain", "--output=json", file(name));
        List<DiskDescription> ours = describe(name);
        assertThat(ours).hasSize(theirs.size());
        for (int i = 0; i < ours.size(); i++) {
            assertAlike(ours.get(i), theirs.get(i));
        }
    }

    private static void assertAlike(DiskDescription ours, JsonNode theirs) throws Exception {
        assertThat(Path.of(ours.file()).toRealPath())
                .isEqualTo(Path.of(theirs.get("filename").asString()).toRealPath());
        assertThat(ours.format().text()).isEqualTo(theirs.get("format").asString());
        assertThat(ours.sizeBytes()).isEqualTo(theirs.get("virtual-size").asLong());
        assertThat(ours.storedBytes()).isLessThanOrEqualTo(ours.fileBytes());
        assertThat(ours.qcow2().isPresent()).isEqualTo(theirs.has("cluster-size"));
        if (ours.qcow2().isPresent()) {
            assertAlike(ours.qcow2().get(), theirs);
        }
    }

    private static void assertAlike(Qcow2Description ours, JsonNode theirs) {
        JsonNode details = theirs.get("format-specific").get("data");
        assertThat(ours.clusterBytes()).isEqualTo(theirs.get("cluster-size").asInt());
        assertThat(ours.dirty()).isEqualTo(theirs.get("dirty-flag").asBoolean());
        assertThat(ours.snapshots()).isEqualTo(theirs.path("snapshots").size());
        assertThat(ours.backingFile().orElse("none"))
                .isEqualTo(theirs.path("backing-filename").asString("none"));
        assertThat(ours.backingFormat().orElse("none"))
                .isEqualTo(theirs.path("backing-filename-format").asString("none"));
        assertThat(ours.version())
                .isEqualTo(details.get("compat").asString().equals("1.1") ? 3 : 2);
        assertThat(ours.compression().name().toLowerCase(Locale.ROOT))
                .isEqualTo(details.get("compression-type").asString());
        assertThat(ours.refcountBits()).isEqualTo(details.get("refcount-bits").asInt());
        // The rest version 2 does not have.
        assertThat(ours.lazyRefcounts()).isEqualTo(details.path("lazy-refcounts").asBoolean(false));
        assertThat(ours.extendedL2()).isEqualTo(details.path("extended-l2").asBoolean(false));
        assertThat(ours.corrupt()).isEqualTo(details.path("corrupt").asBoolean(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compat=0.10",
                "compat=1.1",
                "cluster_size=512,refcount_bits=8",
                "lazy_refcounts=on,refcount_bits=64",
                "extended_l2=on",
                "compression_type=zstd,cluster_size=2M"
            })
    void ofAFile(String options) throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", "-o", options, file("disk.qcow2"), 7 << 20);
        assertAlike("disk.qcow2");
        Qemu.io(file("disk.qcow2"), "write 1M 1M");
        Qemu.img("snapshot", "-c", "one", file("disk.qcow2"));
        assertAlike("disk.qcow2");
    }

    @Test
    void ofAChain() throws Exception {
        Qemu.img("create", "-q", "-f", "raw", file("base.raw"), 3 << 20);
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                "base.raw",
                "-F",
                "raw",
                file("1.qcow2"),
                4 << 20);
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "compat=0.10",
                "-b",
                "1.qcow2",
                "-F",
                "qcow2",
                file("2.qcow2"));
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                file("2.qcow2"),
                "-F",
                "qcow2",
                file("3.qcow2"),
                5 << 20);
        assertAlike("3.qcow2");
        assertAlike("base.raw");
    }

    @Test
    void saysWhatOfAFileIsStored() throws Exception {
        Qemu.img("create", "-q", "-f", "raw", file("disk.raw"), 64 << 20);
        assertThat(describe("disk.raw").getFirst().storedBytes()).isLessThan(8192);
        Qemu.img("create", "-q", "-f", "qcow2", file("disk.qcow2"), 64 << 20);
        Qemu.io(file("disk.qcow2"), "write -P 1 1M 5M");
        DiskDescription ours = describe("disk.qcow2").getFirst();
        JsonNode theirs = Qemu.json("info", "--output=json", file("disk.qcow2"));
        // Theirs counts blocks of the file system, ours what is no hole.
        assertThat(ours.storedBytes())
                .isBetween(5L << 20, theirs.get("actual-size").asLong() + (1 << 20));
    }
}
