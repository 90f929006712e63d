package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.vhdx.VhdxImage;
import io.sendense.engine.disk.vmdk.VmdkImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One disk file, or the several files one VMDK disk is in. Immutable.
///
/// @param file path of the file; of several, the one that lists the others
/// @param sizeBytes size of the disk
/// @param fileBytes length of the file, or of all files
/// @param storedBytes what of that length is not a hole; all of it where holes cannot be told
/// @param qcow2 what only QCOW2 files have
/// @param vmdk what only VMDK files have
/// @param vhdx what only VHDX files have
public record DiskDescription(
        String file,
        DiskFormat format,
        long sizeBytes,
        long fileBytes,
        long storedBytes,
        Optional<Qcow2Description> qcow2,
        Optional<VmdkDescription> vmdk,
        Optional<VhdxDescription> vhdx) {

    /// Describes a file and all files it is backed by, top first.
    public static List<DiskDescription> chain(Path path, DiskFormat format, BackingOpener backing)
            throws IOException {
        try (BlockDevice device = DiskImages.open(path, format, OpenMode.READ_ONLY, backing)) {
            return chain(device);
        }
    }

    /// Describes an opened disk and what it is backed by, as far as that are files.
    public static List<DiskDescription> chain(BlockDevice device) throws IOException {
        List<DiskDescription> result = new ArrayList<>();
        Optional<BlockDevice> next = Optional.of(device);
        while (next.isPresent()) {
            BlockDevice layer = next.get();
            next = Optional.empty();
            switch (layer) {
                case Qcow2Image image -> {
                    result.add(
                            of(DiskFormat.QCOW2, layer, List.of(image.path()))
                                    .with(Qcow2Description.of(image.header())));
                    next = image.backing();
                }
                case VmdkImage image -> {
                    result.add(
                            of(DiskFormat.VMDK, layer, image.files())
                                    .with(VmdkDescription.of(image.shape())));
                    next = image.parent();
                }
                case VhdxImage image ->
                        result.add(
                                of(DiskFormat.VHDX, layer, List.of(image.path()))
                                        .with(VhdxDescription.of(image)));
                case RawFileBlockDevice raw ->
                        result.add(of(DiskFormat.RAW, layer, List.of(raw.path())));
                default -> {
                    // No file: an export of somebody's.
                }
            }
        }
        return List.copyOf(result);
    }

    private static DiskDescription of(DiskFormat format, BlockDevice device, List<Path> files)
            throws IOException {
        long length = 0;
        long stored = 0;
        for (Path path : files) {
            try (RawFileBlockDevice file = RawFileBlockDevice.open(path, false)) {
                length += file.size();
                for (BlockStatus status : file.blockStatus(0, file.size())) {
                    if (status.allocation() == Allocation.DATA) {
                        stored += status.extent().length();
                    }
                }
            }
        }
        return new DiskDescription(
                files.getFirst().toString(),
                format,
                device.size(),
                length,
                stored,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private DiskDescription with(Qcow2Description details) {
        return new DiskDescription(
                file, format, sizeBytes, fileBytes, storedBytes, Optional.of(details), vmdk, vhdx);
    }

    private DiskDescription with(VmdkDescription details) {
        return new DiskDescription(
                file, format, sizeBytes, fileBytes, storedBytes, qcow2, Optional.of(details), vhdx);
    }

    private DiskDescription with(VhdxDescription details) {
        return new DiskDescription(
                file, format, sizeBytes, fileBytes, storedBytes, qcow2, vmdk, Optional.of(details));
    }
}
