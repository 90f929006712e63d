package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import java.io.IOException;

/// What a guest, or a copy, does with a disk, done at random to a disk and to its model. Confined
/// to one thread.
final class GuestWork {
    private final ModelDisk model;

    GuestWork(ModelDisk model) {
        this.model = model;
    }

    void run(BlockDevice device, int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            switch (model.random().nextInt(12)) {
                case 0, 1, 2, 3 -> model.write(device);
                case 4, 5 -> model.zero(device);
                case 6 -> {
                    if (device instanceof Qcow2Image image) {
                        model.trim(image, image.header().clusterBytes());
                    }
                }
                case 7 -> device.flush();
                case 8, 9 -> {
                    if (device instanceof Qcow2Image image) {
                        pack(image);
                    }
                }
                default -> model.read(device);
            }
        }
        model.assertSame(device);
    }

    /// Writes what packs well: whole clusters of it are stored compressed, or this would be a test
    /// of nothing. Now and then it is what does not pack.
    private void pack(Qcow2Image image) throws IOException {
        // Not to be closed: that would close the image.
        BlockDevice packing = image.compressing();
        if (model.random().nextInt(3) == 0) {
            model.write(packing);
            return;
        }
        int cluster = image.header().clusterBytes();
        Extent written = model.writePackable(packing, cluster);
        if (written.offset() % cluster == 0 && written.length() >= cluster) {
            assertThat(image.layerStatus(written.offset(), cluster))
                    .extracting(LayerStatus::allocation)
                    .containsExactly(LayerAllocation.COMPRESSED_DATA);
        }
    }
}
