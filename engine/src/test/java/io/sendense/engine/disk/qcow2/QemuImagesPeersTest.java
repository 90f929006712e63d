package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that qemu-img and qemu-io wrote are read, and where we may also written, by us.
@Tag("peers")
class QemuImagesPeersTest {
    private static final int SIZE = (5 << 20) + 3 * 512;

    @TempDir private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    /// A disk with data, zeroes among the data, and a lot that was never written.
    private ModelDisk content() throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        MemoryBlockDevice anywhere = new MemoryBlockDevice(SIZE);
        for (int i = 0; i < 12; i++) {
            model.write(anywhere);
        }
        model.write(anywhere, 1 << 20, 1 << 20);
        model.zero(anywhere, (1 << 20) + 70_000, 200_000);
        byte[] text = "all work and no play makes Jack a dull boy\n".repeat(9000).getBytes("ASCII");
        System.arraycopy(text, 0, model.bytes(), 3 << 20, text.length);
        model.store(file("model.raw"));
        return model;
    }

    private void assertReadAlike(String name, ModelDisk model) throws Exception {
        Qemu.compare(file(name), file("model.raw"));
        try (Qcow2Image image =
                Qcow2Image.open(file(name), OpenMode.READ_ONLY, BackingFiles.within(folder))) {
            model.assertSame(image);
            for (int i = 0; i < 50; i++) {
                model.read(image);
            }
        }
        CheckReport report = Qcow2Check.run(file(name));
        assertThat(report.findings()).isEmpty();
    }

    /// Goes on where qemu stopped; both must like the outcome.
    private void assertWrittenAlike(String name, ModelDisk model) throws Exception {
        boolean zeroes;
        int cluster;
        try (Qcow2Image image =
                Qcow2Image.open(file(name), OpenMode.READ_WRITE, BackingFiles.within(folder))) {
            zeroes = image.header().version() > 2 || image.backing().isEmpty();
            cluster = image.header().clusterBytes();
            for (int i = 0; i < 60; i++) {
                model.write(image);
                model.zero(image);
                model.trim(image, zeroes ? cluster : 0);
                if (i == 30) {
                    image.flush();
                }
            }
            model.assertSame(image);
        }
        Qemu.checkClean(file(name));
        model.store(file("model.raw"));
        assertReadAlike(name, model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compat=0.10",
                "compat=0.10,cluster_size=512",
                "compat=0.10,cluster_size=2M",
                "compat=1.1",
                "cluster_size=512",
                "cluster_size=4k",
                "cluster_size=2M",
                "lazy_refcounts=on",
                "refcount_bits=1",
                "refcount_bits=2",
                "refcount_bits=4",
                "refcount_bits=8",
                "refcount_bits=32",
                "refcount_bits=64",
                "refcount_bits=1,cluster_size=512",
                "refcount_bits=64,cluster_size=512",
                "compression_type=zstd",
                "preallocation=metadata",
                "preallocation=falloc",
                "preallocation=full",
                "preallocation=metadata,cluster_size=512",
            })
    void ofEveryShape(String options) throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                options,
                file("model.raw"),
                file("disk.qcow2"));
        assertReadAlike("disk.qcow2", model);
        assertWrittenAlike("disk.qcow2", model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compression_type=zlib",
                "compression_type=zstd",
                "compression_type=zlib,cluster_size=512",
                "compression_type=zstd,cluster_size=512",
                "compression_type=zlib,cluster_size=2M",
                "compression_type=zstd,cluster_size=2M",
                "compat=0.10,cluster_size=4k"
            })
    void compressed(String options) throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-c",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                options,
                file("model.raw"),
                file("disk.qcow2"));
        assertReadAlike("disk.qcow2", model);
        assertWrittenAlike("disk.qcow2", model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat=0.10", "compat=1.1", "cluster_size=512", "cluster_size=2M"})
    void overABackingFile(String options) throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                "cluster_size=8k",
                file("model.raw"),
                file("base.qcow2"));
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                options,
                "-b",
                "base.qcow2",
                "-F",
                "qcow2",
                file("top.qcow2"));
        qemuWrites(file("top.qcow2"), model, 25);
        assertReadAlike("top.qcow2", model);
        assertWrittenAlike("top.qcow2", model);
    }

    @Test
    void inAChainOfAHundredAndTen() throws Exception {
        ModelDisk model = content();
        Files.copy(file("model.raw"), file("0"));
        for (int i = 1; i <= 110; i++) {
            Qemu.img(
                    "create",
                    "-q",
                    "-f",
                    "qcow2",
                    "-b",
                    "" + (i - 1),
                    "-F",
                    i == 1 ? "raw" : "qcow2",
                    file("" + i));
            if (i % 10 == 0) {
                qemuWrites(file("" + i), model, 4);
            }
        }
        assertReadAlike("110", model);
        assertWrittenAlike("110", model);
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
        io.sendense.engine.PeerProcess.runToAnyEnd("qemu-io", arguments.toArray(String[]::new));
        try (Qcow2Image image =
                Qcow2Image.open(file("disk.qcow2"), OpenMode.READ_ONLY, BackingOpener.none())) {
            assertThat(image.header().features().dirty()).isTrue();
            model.assertSame(image);
        }
    }

    private void qemuWrites(Path file, ModelDisk model, int count) throws Exception {
        Qemu.io(file, writes(model, count));
        model.store(file("model.raw"));
    }

    /// qemu-io commands that write patterns, zeroes and holes, done in the model too.
    private static List<String> writes(ModelDisk model, int count) {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int offset = model.random().nextInt(SIZE / 512) * 512;
            int length = Math.min(512 * (1 + model.random().nextInt(500)), SIZE - offset);
            int pattern = model.random().nextInt(4) == 0 ? 0 : 1 + model.random().nextInt(255);
            String range = offset + " " + length;
            commands.add(
                    pattern != 0
                            ? "write -P " + pattern + " " + range
                            : model.random().nextBoolean()
                                    ? "write -z " + range
                                    : "write -zu " + range);
            Arrays.fill(model.bytes(), offset, offset + length, (byte) pattern);
        }
        return commands;
    }

    @Test
    void bytesBehindTheEndOfTheDiskStayZero() throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", file("disk.qcow2"), 1 << 20);
        try (Qcow2Image image =
                Qcow2Image.open(file("disk.qcow2"), OpenMode.READ_WRITE, BackingOpener.none())) {
            image.write(0, ByteBuffer.wrap(new byte[1 << 20]));
        }
        Qemu.checkClean(file("disk.qcow2"));
    }
}
