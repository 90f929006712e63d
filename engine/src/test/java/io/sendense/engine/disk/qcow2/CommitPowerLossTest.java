package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.CommitProgress;
import io.sendense.engine.disk.image.CommitProgress.Phase;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.image.LayerCommit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When the power goes while a layer is committed and emptied, at any write, sync or hole of either
/// file: whoever reads through the layer finds its bytes, no file has worse than leaks, the file
/// below is untouched, and committing again ends right.
@Timeout(120)
class CommitPowerLossTest {
    private static final int ROUNDS = 40;
    private static final int CUTS = 25;
    private static final int PLENTY = 1 << 30;
    private static final String BELOW = "below.raw";
    private static final String TOP = "top.qcow2";

    private final Random random = new Random(seed());
    private final Map<Phase, Integer> hits = new EnumMap<>(Phase.class);
    private String base = "";
    private byte[] disk = new byte[0];
    private long punched;

    private static long seed() {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return seed;
    }

    @Test
    void readsTheSameAndEndsRight() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, byte[]> made = make();
            Machine whole = new Machine(made, PLENTY);
            whole.commit();
            whole.judge(made.get(BELOW));
            assertThat(whole.content(base)).isEqualTo(disk);
            punched += whole.files.get(TOP).punched();
            for (int cut = 0; cut < CUTS; cut++) {
                // Emptying comes last and takes few calls.
                int from = cut % 2 == 0 ? 0 : whole.callsBeforeEmptying;
                cut(made, from + random.nextInt(whole.power.calls() - from));
            }
        }
        System.out.println(hits + ", holes of " + punched + " bytes");
        assertThat(hits).containsOnlyKeys(Phase.values());
        assertThat(punched).isPositive();
    }

    private void cut(Map<String, byte[]> made, int calls) throws Exception {
        Machine machine = new Machine(made, calls);
        boolean done = false;
        try {
            machine.commit();
            done = true;
        } catch (IOException e) {
            assertThat(machine.power.left()).isZero();
        }
        assertThat(done).as("%d calls were enough", calls).isFalse();
        hits.merge(machine.phase, 1, Integer::sum);
        Map<String, byte[]> found = new HashMap<>();
        machine.files.forEach((name, file) -> found.put(name, file.survivors(random)));
        Machine again = new Machine(found, PLENTY);
        again.judge(made.get(BELOW));
        again.commit();
        again.judge(made.get(BELOW));
        assertThat(again.content(base)).isEqualTo(disk);
    }

    /// A file below, a base over it or by itself, a layer over that: their bytes by name.
    private Map<String, byte[]> make() throws IOException {
        Map<String, byte[]> made = new HashMap<>();
        int size = 512 * (1 + random.nextInt(400));
        disk = new byte[512 * (1 + random.nextInt(400))];
        random.nextBytes(disk);
        made.put(BELOW, disk.clone());
        if (random.nextInt(4) == 0) {
            base = "base.raw";
            disk = new byte[size];
            random.nextBytes(disk);
            made.put(base, disk.clone());
        } else {
            base = "base.qcow2";
            layer(made, base, BELOW, 512 * (1 + random.nextInt(size / 512)), 12);
        }
        layer(made, TOP, base, size, 20);
        return made;
    }

    /// Makes a layer with random content, which `disk` holds then.
    private void layer(Map<String, byte[]> made, String name, String backing, int size, int steps)
            throws IOException {
        Machine machine = new Machine(made, PLENTY);
        machine.files.put(name, new UnstableFile(new byte[0], PLENTY));
        int cluster = 512 << random.nextInt(5);
        disk = Arrays.copyOf(disk, size);
        Qcow2Options options =
                Qcow2Options.ofSize(size)
                        .withClusterBytes(cluster)
                        .withBacking(backing, format(backing).text(), machine.open(backing));
        DiskScript script = new DiskScript(random.nextLong(), size);
        try (Qcow2Image image = Qcow2Image.create(machine.folder.resolve(name), options)) {
            BlockDevice device = random.nextBoolean() ? image : image.compressing();
            for (int i = 0; i < steps; i++) {
                DiskScript.Step step = script.next();
                step.runOn(device);
                disk = step.appliedTo(disk, cluster);
            }
        }
        made.put(name, machine.files.get(name).content());
    }

    private static DiskFormat format(String name) {
        return DiskFormat.of(name.substring(name.indexOf('.') + 1));
    }

    /// Files that lose their power together.
    private final class Machine implements CommitProgress {
        private final Map<String, UnstableFile> files = new HashMap<>();
        private final UnstablePower power;
        private final Path folder = UnstablePaths.folder(files);
        private Phase phase = Phase.COPYING;
        private int callsBeforeEmptying;

        Machine(Map<String, byte[]> contents, int calls) {
            this.power = new UnstablePower(calls);
            contents.forEach((name, bytes) -> files.put(name, new UnstableFile(bytes, power)));
        }

        void commit() throws IOException, InterruptedException {
            LayerCommit.run(
                    folder.resolve(TOP),
                    BackingFiles.within(folder),
                    LayerCommit.Layer.EMPTIED,
                    this);
        }

        @Override
        public void entered(Phase next) {
            phase = next;
            callsBeforeEmptying = power.calls();
        }

        @Override
        public void reached(long doneBytes, long plannedBytes) {
            // The phases are enough.
        }

        BlockDevice open(String name) throws IOException {
            return DiskImages.open(
                    folder.resolve(name),
                    format(name),
                    OpenMode.READ_ONLY,
                    BackingFiles.within(folder));
        }

        byte[] content(String name) throws IOException {
            try (BlockDevice device = open(name)) {
                ByteBuffer content = ByteBuffer.allocate((int) device.size());
                device.read(0, content);
                return content.array();
            }
        }

        void judge(byte[] below) throws Exception {
            assertThat(content(BELOW)).isEqualTo(below);
            assertThat(content(TOP)).isEqualTo(disk);
            for (String name : files.keySet()) {
                if (format(name) == DiskFormat.QCOW2) {
                    CheckReport report = Qcow2Check.run(folder.resolve(name));
                    assertThat(report.corruptions()).as("%s", report.findings()).isZero();
                }
            }
        }
    }
}
