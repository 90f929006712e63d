package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.CommitProgress;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.image.DiskResize;
import io.sendense.engine.disk.image.LayerCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Files on top of each other, the lowest raw at times, and arrays that say what each of them must
/// hold. Random changes are made to both: guests' work, new layers, other sizes, commits. Confined
/// to one thread.
final class ModelChain {
    private static final int MAX_FILES = 5;

    private final Path folder;

    /// What the top file holds.
    private final ModelDisk model = ModelDisk.of(1 << 20);

    private final Random random = model.random();
    private final List<Layer> layers = new ArrayList<>();
    private final GuestWork work = new GuestWork(model);

    /// A file, and what it held when another one was laid over it.
    private record Layer(Path file, DiskFormat format, byte[] held) {}

    ModelChain(Path folder) throws Exception {
        this.folder = folder;
        add(random.nextInt(3) == 0 ? DiskFormat.RAW : DiskFormat.QCOW2);
    }

    /// Changes the chain a few times in random ways; looks at the top after each of them.
    void change(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> work();
                case 3, 4 -> add(DiskFormat.QCOW2);
                case 5 -> resize();
                default -> commit();
            }
            verify(top(), model.bytes());
        }
    }

    private Layer top() {
        return layers.getLast();
    }

    private BlockDevice open(Layer layer, OpenMode mode) throws IOException {
        return DiskImages.open(layer.file, layer.format, mode, BackingFiles.within(folder));
    }

    private int randomSize() {
        return 512 * (1 + random.nextInt(6000));
    }

    private void work() throws IOException {
        try (BlockDevice device = open(top(), OpenMode.READ_WRITE)) {
            work.run(device, 40);
        }
    }

    /// Lays a new disk, of a size and with clusters of its own, over what there is.
    private void add(DiskFormat format) throws IOException {
        if (layers.size() == MAX_FILES) {
            return;
        }
        Layer added =
                new Layer(folder.resolve(Integer.toString(layers.size())), format, new byte[0]);
        byte[] below = model.bytes();
        model.resize(randomSize());
        try (BlockDevice device = create(added)) {
            work.run(device, 40);
        }
        if (!layers.isEmpty()) {
            Layer covered = layers.removeLast();
            layers.add(new Layer(covered.file, covered.format, below));
        }
        layers.add(added);
    }

    private BlockDevice create(Layer added) throws IOException {
        if (added.format == DiskFormat.RAW) {
            return RawFileBlockDevice.create(added.file, model.size());
        }
        Qcow2Options options =
                Qcow2Options.ofSize(model.size())
                        .withClusterBytes(512 << random.nextInt(13))
                        .withCompression(CompressionType.values()[random.nextInt(2)]);
        if (!layers.isEmpty()) {
            String name = top().file.getFileName().toString();
            BlockDevice below = open(top(), OpenMode.READ_ONLY);
            options = options.withBacking(name, top().format.text(), below);
        }
        return Qcow2Image.create(added.file, options);
    }

    /// Makes the top longer or shorter. What would be cut off is zeroed first half of the time; the
    /// other half it may be refused.
    private void resize() throws IOException {
        int size = randomSize();
        if (size < model.size() && random.nextBoolean()) {
            try (BlockDevice device = open(top(), OpenMode.READ_WRITE)) {
                model.zero(device, size, model.size() - size);
            }
        }
        if (isZero(Math.min(size, model.size()))) {
            resize(size);
            model.resize(size);
        } else {
            assertThatThrownBy(() -> resize(size))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds data behind the new end");
        }
    }

    private void resize(int size) throws IOException {
        DiskResize.run(top().file, top().format, size, true, BackingFiles.within(folder));
    }

    private boolean isZero(int from) {
        for (int i = from; i < model.size(); i++) {
            if (model.bytes()[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Commits the top into what it is backed by, which keeps what it has behind the top's end. The
    /// top stays, full or empty, or goes.
    private void commit() throws Exception {
        if (layers.size() < 2) {
            return;
        }
        Layer committed = layers.removeLast();
        Layer below = layers.removeLast();
        LayerCommit.Layer after = LayerCommit.Layer.values()[random.nextInt(2)];
        CopyResult result =
                LayerCommit.run(
                        committed.file, BackingFiles.within(folder), after, CommitProgress.none());
        assertThat(result.writtenBytes() + result.zeroedBytes() + result.skippedBytes())
                .isEqualTo(model.size());
        byte[] held = Arrays.copyOf(below.held, Math.max(below.held.length, model.size()));
        System.arraycopy(model.bytes(), 0, held, 0, model.size());
        verify(below, held);
        layers.add(new Layer(below.file, below.format, held));
        if (random.nextBoolean()) {
            verify(committed, model.bytes());
            Files.delete(committed.file);
            model.become(held);
        } else {
            layers.add(committed);
        }
    }

    /// Looks at every file; qemu-img does too, where it shall.
    void judge(boolean withQemu) throws Exception {
        for (Layer layer : layers) {
            byte[] held = layer.equals(top()) ? model.bytes() : layer.held;
            verify(layer, held);
            if (withQemu && layer.format == DiskFormat.QCOW2) {
                Qemu.checkClean(layer.file);
                Qemu.compare(layer.file, Files.write(folder.resolve("model.raw"), held));
            }
        }
    }

    /// Opens a file anew and reads it all.
    private void verify(Layer layer, byte[] held) throws Exception {
        try (BlockDevice device = open(layer, OpenMode.READ_ONLY)) {
            model.assertHolds(device, held);
        }
        if (layer.format == DiskFormat.QCOW2) {
            CheckReport report = Qcow2Check.run(layer.file);
            assertThat(report.findings()).isEmpty();
            assertThat(report.clean()).isTrue();
        }
    }
}
