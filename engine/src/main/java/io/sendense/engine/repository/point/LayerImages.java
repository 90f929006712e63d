package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.file.Path;

/// The QCOW2 files of a repository: 64 KiB clusters, zstd, no extended L2 entries, backing files by
/// relative name within the VM's folder. Stateless.
public final class LayerImages {
    /// Cluster size of every layer, and unit of the sums.
    public static final int CLUSTER_BYTES = Qcow2Options.DEFAULT_CLUSTER_BYTES;

    private LayerImages() {}

    /// Makes a draft's layer over its parent's chain, for writing.
    ///
    /// @throws EngineException `POINT-DAMAGED`: the parent's chain cannot be used
    /// @throws IOException the file cannot be made
    static Qcow2Image create(Path file, DraftDiskRequest request)
            throws IOException, EngineException {
        Qcow2Options options = Qcow2Options.ofSize(request.capacityBytes());
        if (request.parent().isEmpty()) {
            return Qcow2Image.create(file, options);
        }
        PointLayer parent = request.parent().get();
        BlockDevice below = LayerChain.of(parent).open();
        try {
            return Qcow2Image.create(
                    file, options.withBacking(parent.backingName(), "qcow2", below));
        } catch (IOException e) {
            try (below) {
                throw e;
            }
        }
    }

    /// Opens a published layer with all that backs it, for reading.
    static Qcow2Image openChain(PointLayer layer) throws IOException {
        Path points = layer.point().folderOfVm().pointsFolder();
        return Qcow2Image.open(layer.file(), OpenMode.READ_ONLY, BackingFiles.within(points));
    }

    /// Opens a layer without what backs it, for reading what it holds itself. Where it holds
    /// nothing it reads as zeroes.
    public static Qcow2Image openAlone(Path file, long capacityBytes) throws IOException {
        return Qcow2Image.open(file, OpenMode.READ_ONLY, _ -> new MemoryBlockDevice(capacityBytes));
    }
}
