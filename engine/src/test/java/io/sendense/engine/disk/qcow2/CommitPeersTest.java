package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.image.CommitProgress;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.LayerCommit;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// After a commit the backing file reads as the layer did, and the layer still does, says qemu-img.
@Tag("peers")
class CommitPeersTest extends JudgedImages {
    private CopyResult commit(LayerCommit.Layer after) throws Exception {
        return LayerCommit.run(
                file("top.qcow2"), BackingFiles.within(folder()), after, CommitProgress.none());
    }

    @ParameterizedTest
    @CsvSource({
        "qcow2, 65536, 65536, 3",
        "qcow2, 512, 65536, 3",
        "qcow2, 65536, 512, 3",
        "raw, 4096, 0, 3",
        "raw, 65536, 0, 2",
        "qcow2, 4096, 65536, 2"
    })
    void layersOfQemu(String format, int cluster, int baseCluster, int version) throws Exception {
        ModelDisk model = ModelDisk.of((2 << 20) + 512);
        model.write(new MemoryBlockDevice(model.size()), 0, 1 << 20);
        model.store(file("base.raw"));
        if (format.equals("qcow2")) {
            String options = "cluster_size=" + baseCluster;
            Qemu.img(
                    "convert",
                    "-c",
                    "-O",
                    "qcow2",
                    "-o",
                    options,
                    file("base.raw"),
                    file("base.qcow2"));
        }
        String compat = "cluster_size=" + cluster + ",compat=" + (version == 2 ? "0.10" : "1.1");
        int size = (3 << 20) + 5 * 512;
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                compat,
                "-b",
                file("base." + format),
                "-F",
                format,
                file("top.qcow2"),
                size);
        model.resize(size);
        try (Qcow2Image image =
                Qcow2Image.open(
                        file("top.qcow2"), OpenMode.READ_WRITE, BackingFiles.within(folder()))) {
            fill(image, model, 30);
            fill(image.compressing(), model, 10);
        }
        judge("top.qcow2", model);
        CopyResult result = commit(LayerCommit.Layer.KEPT);
        assertThat(result.writtenBytes() + result.zeroedBytes() + result.skippedBytes())
                .isEqualTo(size);
        judge("top.qcow2", model);
        judgeBase(format, model);
        commit(LayerCommit.Layer.EMPTIED);
        judge("top.qcow2", model);
        judgeBase(format, model);
        assertThat(commit(LayerCommit.Layer.KEPT).skippedBytes()).isEqualTo(size);
        assertThat(Qemu.img("map", "--output=json", file("top.qcow2")))
                .doesNotContain("depth\": 0, \"present\": true, \"zero\": false");
    }

    private void judgeBase(String format, ModelDisk model) throws Exception {
        if (format.equals("qcow2")) {
            judge("base.qcow2", model);
        } else {
            assertThat(Files.readAllBytes(file("base.raw"))).isEqualTo(model.bytes());
        }
    }

    @Test
    void refusesWhatNeedsTheBackingFileAsItIs() throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", file("base.qcow2"), 1 << 20);
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                file("base.qcow2"),
                "-F",
                "qcow2",
                file("top.qcow2"));
        Qemu.io(file("top.qcow2"), "write -P 7 0 64k");
        Qemu.img("snapshot", "-c", "then", file("top.qcow2"));
        assertThatThrownBy(() -> commit(LayerCommit.Layer.KEPT))
                .hasMessageContaining("internal snapshots");
        Qemu.img("snapshot", "-d", "then", file("top.qcow2"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> commit(LayerCommit.Layer.EMPTIED))
                .isInstanceOf(InterruptedException.class);
        commit(LayerCommit.Layer.EMPTIED);
        Qemu.checkClean(file("base.qcow2"));
        Qemu.checkClean(file("top.qcow2"));
        Qemu.img("compare", "-q", file("base.qcow2"), file("top.qcow2"));
    }
}
