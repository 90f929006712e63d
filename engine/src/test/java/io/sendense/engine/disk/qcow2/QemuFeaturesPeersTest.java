package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only some of qemu's files have: snapshots, bitmaps, subclusters, a dirty bit.
@Tag("peers")
class QemuFeaturesPeersTest extends QemuMadeImages {
    /// Parts of clusters are data, zero, or the backing file's. Read only: writing is refused.
    @ParameterizedTest
    @ValueSource(strings = {"cluster_size=16k", "cluster_size=64k", "cluster_size=2M"})
    void withSubclusters(String options) throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                "extended_l2=on," + options,
                file("model.raw"),
                file("base.qcow2"));
        assertReadAlike("base.qcow2", model);
        Qemu.img(
                "convert",
                "-c",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                "extended_l2=on," + options,
                file("model.raw"),
                file("compressed.qcow2"));
        assertReadAlike("compressed.qcow2", model);
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "extended_l2=on," + options,
                "-b",
                "compressed.qcow2",
                "-F",
                "qcow2",
                file("top.qcow2"));
        qemuWrites(file("top.qcow2"), model, 60);
        // What qemu makes of a discard here is its own business; it judges what we read.
        Qemu.io(file("top.qcow2"), "discard 1M 200k", "discard 3M 1M");
        try (Qcow2Image top =
                Qcow2Image.open(
                        file("top.qcow2"), OpenMode.READ_ONLY, BackingFiles.within(folder()))) {
            ByteBuffer bytes = ByteBuffer.wrap(model.bytes());
            top.read(0, bytes);
        }
        Files.write(file("model.raw"), model.bytes());
        assertReadAlike("top.qcow2", model);
        assertThatThrownBy(() ->
                        Qcow2Image.open(
                                file("top.qcow2"),
                                OpenMode.READ_WRITE,
                                BackingFiles.within(folder())))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("extended L2 entries");
    }

    @Test
    void withInternalSnapshots() throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                "cluster_size=4k",
                file("model.raw"),
                file("disk.qcow2"));
        Qemu.img("snapshot", "-c", "first", file("disk.qcow2"));
        byte[] first = model.bytes().clone();
        qemuWrites(file("disk.qcow2"), model, 20);
        Qemu.img("snapshot", "-c", "second", file("disk.qcow2"));
        qemuWrites(file("disk.qcow2"), model, 20);
        Qemu.img("snapshot", "-c", "third", file("disk.qcow2"));
        Qemu.img("snapshot", "-d", "second", file("disk.qcow2"));
        assertReadAlike("disk.qcow2", model);
        assertWrittenAlike("disk.qcow2", model);
        // What we wrote went beside the snapshots, not into them.
        Qemu.img("snapshot", "-a", "first", file("disk.qcow2"));
        System.arraycopy(first, 0, model.bytes(), 0, first.length);
        model.store(file("model.raw"));
        assertReadAlike("disk.qcow2", model);
    }

    @Test
    void withABitmap() throws Exception {
        ModelDisk model = content();
        Qemu.img("convert", "-f", "raw", "-O", "qcow2", file("model.raw"), file("disk.qcow2"));
        Qemu.img("bitmap", "--add", file("disk.qcow2"), "changes");
        Qemu.img("bitmap", "--add", "-g", "4k", file("disk.qcow2"), "fine");
        qemuWrites(file("disk.qcow2"), model, 10);
        assertReadAlike("disk.qcow2", model);
    }

    /// Killed with its refcounts still in memory: readable, and refused for writing.
    @Test
    void leftDirtyByLazyRefcounts() throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                "lazy_refcounts=on",
                file("model.raw"),
                file("disk.qcow2"));
        List<String> commands = writes(model, 10);
        commands.add("flush");
        commands.add("abort");
        String[] all =
                commands.stream()
                        .flatMap(command -> List.of("-c", command).stream())
                        .toArray(String[]::new);
        List<String> arguments = new ArrayList<>(List.of("-f", "qcow2"));
        arguments.addAll(Arrays.asList(all));
        arguments.add(file("disk.qcow2").toString());
        PeerProcess.runToAnyEnd("qemu-io", arguments.toArray(String[]::new));
        try (Qcow2Image image =
                Qcow2Image.open(file("disk.qcow2"), OpenMode.READ_ONLY, BackingOpener.none())) {
            assertThat(image.header().features().dirty()).isTrue();
            model.assertSame(image);
        }
    }
}
