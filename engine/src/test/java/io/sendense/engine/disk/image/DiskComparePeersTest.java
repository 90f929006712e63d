package io.sendense.engine.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two disks are equal, or differ first in the same place, for us and for `qemu-img compare`.
@Tag("peers")
class DiskComparePeersTest {
    private static final int SIZE = 5 << 20;
    private static final Pattern MISMATCH = Pattern.compile("Content mismatch at offset (\\d+)!");

    @TempDir private Path folder;

    private Path file(String name) {
        return folder.resolve(name);
    }

    private BlockDevice open(String name) throws Exception {
        return DiskImages.open(
                file(name),
                DiskFormat.probe(file(name)),
                OpenMode.READ_ONLY,
                BackingFiles.within(folder));
    }

    private OptionalLong ours(String first, String second) throws Exception {
        try (BlockDevice a = open(first);
                BlockDevice b = open(second)) {
            return DiskCompare.firstDifference(a, b, ByteProgress.none());
        }
    }

    private OptionalLong theirs(String first, String second) throws Exception {
        String text =
                PeerProcess.runToAnyEnd(
                        "qemu-img",
                        "compare",
                        "-f",
                        DiskFormat.probe(file(first)).text(),
                        "-F",
                        DiskFormat.probe(file(second)).text(),
                        file(first).toString(),
                        file(second).toString());
        Matcher matcher = MISMATCH.matcher(text);
        if (matcher.find()) {
            return OptionalLong.of(Long.parseLong(matcher.group(1)));
        }
        assertThat(text).contains("Images are identical.");
        return OptionalLong.empty();
    }

    private ModelDisk makeAlike() throws Exception {
        ModelDisk model = ModelDisk.of(SIZE);
        MemoryBlockDevice scratch = new MemoryBlockDevice(SIZE);
        for (int i = 0; i < 10; i++) {
            model.write(scratch);
        }
        model.store(file("a.raw"));
        Qemu.img("convert", "-O", "qcow2", "-f", "raw", file("a.raw"), file("a.qcow2"));
        Qemu.img("convert", "-c", "-O", "qcow2", "-f", "raw", file("a.raw"), file("c.qcow2"));
        Qemu.img("create", "-q", "-f", "qcow2", "-b", "a.qcow2", "-F", "qcow2", file("top.qcow2"));
        return model;
    }

    @Test
    void ofEqualContents() throws Exception {
        makeAlike();
        for (String other : new String[] {"a.qcow2", "c.qcow2", "top.qcow2", "a.raw"}) {
            assertThat(ours("a.raw", other)).isEmpty();
            assertThat(theirs("a.raw", other)).isEmpty();
        }
    }

    @Test
    void ofDifferentContents() throws Exception {
        ModelDisk model = makeAlike();
        for (int i = 0; i < 12; i++) {
            Qemu.img(
                    "create",
                    "-q",
                    "-f",
                    "qcow2",
                    "-b",
                    "a.qcow2",
                    "-F",
                    "qcow2",
                    file("top.qcow2"));
            int at = model.random().nextInt(SIZE / 512) * 512;
            int pattern = model.random().nextInt(256);
            Qemu.io(file("top.qcow2"), "write -P " + pattern + " " + at + " 512");
            assertThat(ours("a.raw", "top.qcow2")).isEqualTo(theirs("a.raw", "top.qcow2"));
            assertThat(ours("top.qcow2", "c.qcow2")).isEqualTo(theirs("top.qcow2", "c.qcow2"));
        }
    }

    /// The shorter one is taken to go on with zeroes.
    @Test
    void ofDifferentLengths() throws Exception {
        byte[] bytes = new byte[3 << 20];
        bytes[1000] = 1;
        Files.write(file("short.raw"), bytes);
        Qemu.img("convert", "-O", "qcow2", "-f", "raw", file("short.raw"), file("long.qcow2"));
        Qemu.img("resize", "-q", "-f", "qcow2", file("long.qcow2"), 7 << 20);
        assertThat(ours("short.raw", "long.qcow2")).isEmpty();
        assertThat(theirs("short.raw", "long.qcow2")).isEmpty();
        Qemu.io(file("long.qcow2"), "write -P 1 5M 512");
        assertThat(ours("short.raw", "long.qcow2")).hasValue(5 << 20);
        assertThat(theirs("short.raw", "long.qcow2")).hasValue(5 << 20);
        assertThat(ours("long.qcow2", "short.raw")).hasValue(5 << 20);
    }

    @Test
    void tellsHowFarItIsAndEndsWhenInterrupted() throws Exception {
        MemoryBlockDevice first = new MemoryBlockDevice(SIZE);
        MemoryBlockDevice second = new MemoryBlockDevice(SIZE);
        long[] reached = new long[2];
        DiskCompare.firstDifference(
                first,
                second,
                (done, planned) -> {
                    assertThat(done).isGreaterThan(reached[0]);
                    reached[0] = done;
                    reached[1] = planned;
                });
        assertThat(reached).containsExactly(SIZE, SIZE);
        second.write(SIZE - 1, ByteBuffer.wrap(new byte[] {1}));
        assertThat(DiskCompare.firstDifference(first, second, ByteProgress.none()))
                .hasValue(SIZE - 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> DiskCompare.firstDifference(first, second, ByteProgress.none()))
                .isInstanceOf(InterruptedException.class);
    }
}
