package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.CopyProgress;
import io.sendense.engine.disk.image.LayerCommit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 while a layer is resized, committed and emptied: whoever reads through the layer finds
/// its bytes, both files have leaks at worst, and the next commit ends right.
@Timeout(180)
class KilledWhileCommittingTest {
    private static final int KILLS = 24;
    private static final int SIZE = 3 << 20;
    private static final int GROWN = SIZE + (5 << 20) + 512;

    @TempDir private Path folder;
    private final Random random = new Random(seed());

    private static long seed() {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return seed;
    }

    @Test
    void readsTheSameAndEndsRight() throws Exception {
        int unfinished = 0;
        for (int round = 0; round < KILLS; round++) {
            byte[] disk = make(1 << (9 + random.nextInt(4)), 1 << (9 + random.nextInt(5)));
            boolean done = killedAtRandom();
            unfinished += done ? 0 : 1;
            String what = "kill " + round;
            assertSame("top", disk, what);
            if (done) {
                assertThat(size("top")).isEqualTo(GROWN);
            }
            BackingFiles files = BackingFiles.within(folder);
            Qcow2Resize.run(file("top"), GROWN, false, files);
            LayerCommit.run(file("top"), files, LayerCommit.Layer.EMPTIED, CopyProgress.none());
            assertSame("top", disk, what);
            assertSame("base", disk, what);
            assertThat(size("base")).isEqualTo(GROWN);
        }
        assertThat(unfinished).isPositive();
    }

    private Path file(String name) {
        return folder.resolve(name + ".qcow2");
    }

    private byte[] make(int cluster, int baseCluster) throws IOException {
        Files.deleteIfExists(file("base"));
        Files.deleteIfExists(file("top"));
        byte[] disk = new byte[SIZE];
        random.nextBytes(disk);
        Qcow2Options base = Qcow2Options.ofSize(SIZE - 512).withClusterBytes(baseCluster);
        try (Qcow2Image image = Qcow2Image.create(file("base"), base)) {
            BlockDevice device = random.nextBoolean() ? image : image.compressing();
            device.write(0, ByteBuffer.wrap(disk, 0, SIZE - 512));
        }
        Arrays.fill(disk, SIZE - 512, SIZE, (byte) 0);
        Qcow2Options top =
                Qcow2Options.ofSize(SIZE)
                        .withClusterBytes(cluster)
                        .withBacking("base.qcow2", "qcow2", open("base"));
        DiskScript script = new DiskScript(random.nextLong(), SIZE);
        try (Qcow2Image image = Qcow2Image.create(file("top"), top)) {
            for (int i = 0; i < 120; i++) {
                DiskScript.Step step = script.next();
                if (step.kind() != DiskScript.Kind.FLUSH) {
                    step.runOn(image);
                }
                disk = step.appliedTo(disk, cluster);
            }
        }
        return disk;
    }

    private boolean killedAtRandom() throws Exception {
        try (ChildJvm child = ChildJvm.start(OneCommit.class, file("top"), GROWN)) {
            assertThat(child.line()).isEqualTo("ready");
            Thread.sleep(random.nextInt(400));
            child.kill();
            return child.lines().contains("done");
        }
    }

    private Qcow2Image open(String name) throws IOException {
        return Qcow2Image.open(file(name), OpenMode.READ_ONLY, BackingFiles.within(folder));
    }

    private long size(String name) throws IOException {
        try (Qcow2Image image = open(name)) {
            return image.size();
        }
    }

    private void assertSame(String name, byte[] disk, String what) throws Exception {
        CheckReport base = Qcow2Check.run(file("base"));
        CheckReport top = Qcow2Check.run(file("top"));
        assertThat(base.corruptions()).as("%s: %s", what, base.findings()).isZero();
        assertThat(top.corruptions()).as("%s: %s", what, top.findings()).isZero();
        try (Qcow2Image image = open(name)) {
            assertThat(image.size()).isIn((long) SIZE, (long) GROWN);
            ByteBuffer content = ByteBuffer.allocate((int) image.size());
            image.read(0, content);
            int at = Arrays.mismatch(content.array(), Arrays.copyOf(disk, (int) image.size()));
            assertThat(at).as("first difference of %s, %s", name, what).isNegative();
        }
    }
}
