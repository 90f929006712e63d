package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.qcow2.ManyCommits.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/// A layer with random content, the file it is to be committed into, which has a second name, and a
/// file below that. With what a guest must read through the layer.
///
/// @param disk the layer's content; what a longer disk has behind it is zero
/// @param published content of the file below
record CommitChain(Path folder, int number, byte[] disk, byte[] published) {
    private static final int SIZE = 3 << 20;
    static final int GROWN = SIZE + (5 << 20) + 512;

    /// Makes the files anew.
    static CommitChain make(Path folder, int number, Random random) throws IOException {
        for (String name : new String[] {"below", "base", "also", "top"}) {
            Files.deleteIfExists(folder.resolve(name + "-" + number + ".qcow2"));
        }
        byte[] disk = new byte[SIZE];
        random.nextBytes(disk);
        Path below = folder.resolve("below-" + number + ".qcow2");
        try (Qcow2Image image = Qcow2Image.create(below, Qcow2Options.ofSize(SIZE / 2))) {
            image.write(0, ByteBuffer.wrap(disk, 0, SIZE / 2));
        }
        Path base = folder.resolve("base-" + number + ".qcow2");
        int cluster = 1 << (9 + random.nextInt(5));
        try (Qcow2Image image = over(base, below, SIZE - 512, cluster, folder)) {
            BlockDevice device = random.nextBoolean() ? image : image.compressing();
            device.write(SIZE / 4, ByteBuffer.wrap(disk, SIZE / 4, SIZE - 512 - SIZE / 4));
        }
        Files.createLink(folder.resolve("also-" + number + ".qcow2"), base);
        Arrays.fill(disk, SIZE - 512, SIZE, (byte) 0);
        Path top = folder.resolve("top-" + number + ".qcow2");
        cluster = 1 << (9 + random.nextInt(4));
        DiskScript script = new DiskScript(random.nextLong(), SIZE);
        try (Qcow2Image image = over(top, base, SIZE, cluster, folder)) {
            for (int i = 0; i < 120; i++) {
                DiskScript.Step step = script.next();
                if (step.kind() != DiskScript.Kind.FLUSH) {
                    step.runOn(image);
                }
                disk = step.appliedTo(disk, cluster);
            }
        }
        return new CommitChain(folder, number, disk, Files.readAllBytes(below));
    }

    private static Qcow2Image over(Path file, Path backing, long size, int cluster, Path folder)
            throws IOException {
        Qcow2Options options =
                Qcow2Options.ofSize(size)
                        .withClusterBytes(cluster)
                        .withBacking(
                                backing.getFileName().toString(), "qcow2", open(backing, folder));
        return Qcow2Image.create(file, options);
    }

    private static Qcow2Image open(Path file, Path folder) throws IOException {
        return Qcow2Image.open(file, OpenMode.READ_ONLY, BackingFiles.within(folder));
    }

    Path top() {
        return file("top");
    }

    private Path file(String name) {
        return folder.resolve(name + "-" + number + ".qcow2");
    }

    /// Fails unless all files are what they may be when the work was stopped in a phase; empty:
    /// before it began.
    void judge(Optional<Phase> phase, String what) throws Exception {
        assertThat(Files.readAllBytes(file("below"))).as(what).isEqualTo(published);
        assertSame("top", what);
        boolean resized = phase.isPresent() && phase.get() != Phase.RESIZING;
        try (Qcow2Image image = open(top(), folder)) {
            assertThat(image.size()).as(what).isIn((long) (resized ? GROWN : SIZE), (long) GROWN);
            String backing = image.header().extensions().backing().orElseThrow().name();
            String also = "also-" + number + ".qcow2";
            String base =
                    phase.equals(Optional.of(Phase.DONE)) ? also : "base-" + number + ".qcow2";
            assertThat(backing).as(what).isIn(also, base);
        }
        if (phase.isPresent() && phase.get().compareTo(Phase.EMPTYING) >= 0) {
            assertSame("base", what);
            assertSame("also", what);
        }
        if (phase.isPresent() && phase.get().compareTo(Phase.REBASING) >= 0) {
            StoredBytes.assertLess(top(), 200 << 10, what);
        }
    }

    private void assertSame(String name, String what) throws Exception {
        for (String file : new String[] {"base", "top"}) {
            CheckReport report = Qcow2Check.run(file(file));
            assertThat(report.corruptions()).as("%s: %s", what, report.findings()).isZero();
        }
        try (Qcow2Image image = open(file(name), folder)) {
            assertThat(image.size()).as(what).isIn((long) SIZE, (long) GROWN);
            ByteBuffer content = ByteBuffer.allocate((int) image.size());
            image.read(0, content);
            int at = Arrays.mismatch(content.array(), Arrays.copyOf(disk, (int) image.size()));
            assertThat(at).as("first difference of %s, %s", name, what).isNegative();
        }
    }
}
