package io.sendense.engine.disk.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Our map of a disk says of every byte what `qemu-img map --output=json` says of it.
@Tag("peers")
class DiskMapPeersTest {
    private static final int SIZE = (6 << 20) + 3 * 512;

    @TempDir private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void assertAlike(String name) throws Exception {
        DiskFormat format = DiskFormat.probe(file(name));
        List<MapEntry> theirs = new ArrayList<>();
        JsonNode json = Qemu.json("map", "--output=json", "-f", format.text(), file(name));
        for (JsonNode entry : json) {
            // An empty disk is one entry of nothing to qemu.
            if (entry.get("length").asLong() > 0) {
                add(theirs, entry(entry));
            }
        }
        List<MapEntry> ours;
        try (BlockDevice device =
                DiskImages.open(
                        file(name), format, OpenMode.READ_ONLY, BackingFiles.within(folder))) {
            ours = DiskMap.of(device);
        }
        assertThat(ours).isEqualTo(theirs);
    }

    /// Where qemu believes a file to be preallocated it looks for holes in it, and says `zero` of
    /// stored clusters too (`data` and `zero`); we do not look.
    private static MapEntry entry(JsonNode entry) {
        boolean data = entry.get("data").asBoolean();
        return new MapEntry(
                entry.get("start").asLong(),
                entry.get("length").asLong(),
                entry.get("depth").asInt(),
                entry.get("present").asBoolean(),
                entry.get("zero").asBoolean() && !data,
                data,
                entry.has("offset")
                        ? OptionalLong.of(entry.get("offset").asLong())
                        : OptionalLong.empty());
    }

    /// Where theirs comes in more pieces than it needs.
    private static void add(List<MapEntry> entries, MapEntry next) {
        Optional<MapEntry> joined =
                entries.isEmpty() ? Optional.empty() : entries.getLast().joined(next);
        if (joined.isPresent()) {
            entries.set(entries.size() - 1, joined.get());
        } else {
            entries.add(next);
        }
    }

    private void content(String raw) throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        MemoryBlockDevice scratch = new MemoryBlockDevice(SIZE);
        for (int i = 0; i < 20; i++) {
            model.write(scratch);
        }
        model.zero(scratch, 1 << 20, 200_000);
        model.store(file("full.raw"));
        // Without the zeroes, so that the file has holes.
        Qemu.img("convert", "-f", "raw", "-O", "raw", file("full.raw"), file(raw));
    }

    @Test
    void ofARawFileWithHoles() throws Exception {
        content("disk.raw");
        assertAlike("disk.raw");
    }

    @Test
    void ofAnEmptyFile() throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", file("empty.qcow2"), 0);
        assertAlike("empty.qcow2");
        Qemu.img("create", "-q", "-f", "qcow2", file("hollow.qcow2"), 5L << 40);
        assertAlike("hollow.qcow2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster_size=512",
                "cluster_size=4k",
                "cluster_size=64k",
                "cluster_size=2M",
                "compat=0.10",
                "extended_l2=on",
                "extended_l2=on,cluster_size=16k"
            })
    void ofAChainByQemu(String options) throws Exception {
        content("base.raw");
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                options,
                "-b",
                "base.raw",
                "-F",
                "raw",
                file("middle.qcow2"),
                5 << 20);
        Qemu.io(
                file("middle.qcow2"),
                "write -P 1 0 100k",
                "write -z 1M 64k",
                "write -zu 2M 1M",
                "write -P 2 2200k 10k",
                // A whole cluster, also of the largest and of the last.
                "write -c -P 3 4M " + (options.contains("2M") ? "1M" : "64k"));
        assertAlike("middle.qcow2");
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                options,
                "-b",
                "middle.qcow2",
                "-F",
                "qcow2",
                file("top.qcow2"),
                SIZE);
        Qemu.io(file("top.qcow2"), "write -P 4 3M 100k", "write -z 3200k 64k", "discard 4M 256k");
        assertAlike("top.qcow2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preallocation=metadata", "preallocation=falloc", "preallocation=full"})
    void ofPreallocatedFiles(String options) throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", "-o", options, file("disk.qcow2"), SIZE);
        assertAlike("disk.qcow2");
        Qemu.io(file("disk.qcow2"), "write -P 1 1M 300k", "write -z 2M 300k");
        assertAlike("disk.qcow2");
    }

    @Test
    void ofACompressedFile() throws Exception {
        content("disk.raw");
        Qemu.img("convert", "-c", "-f", "raw", "-O", "qcow2", file("disk.raw"), file("disk.qcow2"));
        assertAlike("disk.qcow2");
    }

    @Test
    void ofFilesWeWrote() throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        try (Qcow2Image base =
                Qcow2Image.create(
                        file("base.qcow2"),
                        Qcow2Options.ofSize(SIZE - 1024).withClusterBytes(4096))) {
            for (int i = 0; i < 20; i++) {
                base.write(model.random().nextInt(SIZE / 2), ByteBuffer.allocate(100_000));
                base.zero(model.random().nextInt(SIZE / 2), 50_000, ZeroMode.KEEP_ALLOCATED);
            }
        }
        assertAlike("base.qcow2");
        Qcow2Image below =
                Qcow2Image.open(
                        file("base.qcow2"), OpenMode.READ_ONLY, BackingFiles.within(folder));
        try (Qcow2Image top =
                Qcow2Image.create(
                        file("top.qcow2"),
                        Qcow2Options.ofSize(SIZE).withBacking("base.qcow2", "qcow2", below))) {
            model.resize(SIZE);
            for (int i = 0; i < 5; i++) {
                model.write(top);
                model.zero(top);
                model.write(top.compressing());
            }
        }
        assertAlike("top.qcow2");
    }
}
