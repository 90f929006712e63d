package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
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
public record DiskDescription(
        String file,
        DiskFormat format,
        long sizeBytes,
        long fileBytes,
        long storedBytes,
        Optional<Qcow2Description> qcow2,
        Optional<VmdkDescription> vmdk) {

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
                FileBytes bytes = FileBytes.of(List.of(image.path()));
                result.add(
                        new DiskDescription(
                                image.path().toString(),
                                DiskFormat.QCOW2,
                                image.size(),
                                bytes.length(),
                                bytes.stored(),
                                Optional.of(Qcow2Description.of(image.header())),
                                Optional.empty()));
                next = image.backing();
            } else if (layer instanceof VmdkImage image) {
                FileBytes bytes = FileBytes.of(image.files());
                result.add(
                        new DiskDescription(
                                image.path().toString(),
                                DiskFormat.VMDK,
                                image.size(),
                                bytes.length(),
                                bytes.stored(),
                                Optional.empty(),
                                Optional.of(VmdkDescription.of(image.shape()))));
                next = image.parent();
            } else if (layer instanceof RawFileBlockDevice raw) {
                FileBytes bytes = FileBytes.of(List.of(raw.path()));
                result.add(
                        new DiskDescription(
                                raw.path().toString(),
                                DiskFormat.RAW,
                                raw.size(),
                                bytes.length(),
                                bytes.stored(),
                                Optional.empty(),
                                Optional.empty()));
            }
        }
        return List.copyOf(result);
    }

    /// Length of some files together, and what of it is stored.
    private record FileBytes(long length, long stored) {
        static FileBytes of(List<Path> files) throws IOException {
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
            return new FileBytes(length, stored);
        }
    }
}
