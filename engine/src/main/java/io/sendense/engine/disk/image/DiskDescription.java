package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One disk file. Immutable.
///
/// @param file path of the file
/// @param sizeBytes size of the disk
/// @param fileBytes length of the file
/// @param storedBytes what of that length is not a hole; all of it where holes cannot be told
/// @param qcow2 what only QCOW2 files have
public record DiskDescription(
        String file,
        DiskFormat format,
        long sizeBytes,
        long fileBytes,
        long storedBytes,
        Optional<Qcow2Description> qcow2) {

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
            if (layer instanceof Qcow2Image image) {
                Optional<Qcow2Description> details =
                        Optional.of(Qcow2Description.of(image.header()));
                result.add(of(image.path(), DiskFormat.QCOW2, image.size(), details));
                next = image.backing();
            } else if (layer instanceof RawFileBlockDevice raw) {
                result.add(of(raw.path(), DiskFormat.RAW, raw.size(), Optional.empty()));
            }
        }
        return List.copyOf(result);
    }

    private static DiskDescription of(
            Path path, DiskFormat format, long size, Optional<Qcow2Description> qcow2)
            throws IOException {
        try (RawFileBlockDevice file = RawFileBlockDevice.open(path, false)) {
            long stored = 0;
            for (BlockStatus status : file.blockStatus(0, file.size())) {
                if (status.allocation() == Allocation.DATA) {
                    stored += status.extent().length();
                }
            }
            return new DiskDescription(path.toString(), format, size, file.size(), stored, qcow2);
        }
    }
}
