package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// Images we write, to be judged by qemu-img and by our own check.
abstract class JudgedImages {
    @TempDir private Path folder;

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    void judge(String name, ModelDisk model) throws Exception {
        Qemu.checkClean(file(name));
        Qemu.compare(file(name), model.store(file("model.raw")));
        CheckReport ours = Qcow2Check.run(file(name));
        assertThat(ours.findings()).isEmpty();
        assertThat(ours.clean()).isTrue();
    }

    static void fill(BlockDevice device, ModelDisk model, int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            model.write(device);
            if (i % 3 == 0) {
                model.zero(device);
            }
        }
    }
}
