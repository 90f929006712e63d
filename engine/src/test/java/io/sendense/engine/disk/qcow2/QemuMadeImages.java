package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// Images that qemu-img and qemu-io made, and what they must hold.
abstract class QemuMadeImages {
    static final int SIZE = (5 << 20) + 3 * 512;

    @TempDir private Path folder;

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// A disk with data, zeroes among the data, and a lot that was never written.
    ModelDisk content() throws Exception {
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

    void assertReadAlike(String name, ModelDisk model) throws Exception {
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
    void assertWrittenAlike(String name, ModelDisk model) throws Exception {
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

    void qemuWrites(Path file, ModelDisk model, int count) throws Exception {
        Qemu.io(file, writes(model, count));
        model.store(file("model.raw"));
    }

    /// qemu-io commands that write patterns, zeroes and holes, done in the model too.
    static List<String> writes(ModelDisk model, int count) {
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
}
