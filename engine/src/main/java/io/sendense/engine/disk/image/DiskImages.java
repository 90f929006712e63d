package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.disk.vhdx.VhdxImage;
import io.sendense.engine.disk.vmdk.ParentFiles;
import io.sendense.engine.disk.vmdk.StreamOptimizedDevice;
import io.sendense.engine.disk.vmdk.StreamOptimizedOptions;
import io.sendense.engine.disk.vmdk.VmdkImage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/// Opens and makes disk files of any format we know. Stateless.
public final class DiskImages {
    private DiskImages() {}

    /// Opens a file as a disk, with what it is backed by.
    ///
    /// @param backing follows backing file names; a raw file has none, and a VMDK's parents are
    ///   looked for in the folder of a `BackingFiles` only
    /// @throws ReadOnlyDeviceException a format we do not write into was to be written
    public static BlockDevice open(
            Path path, DiskFormat format, OpenMode mode, BackingOpener backing) throws IOException {
        return switch (format) {
            case RAW -> RawFileBlockDevice.open(path, mode == OpenMode.READ_WRITE);
            case QCOW2 -> Qcow2Image.open(path, mode, backing);
            case VMDK -> {
                refuseWriting(path, mode);
                yield VmdkImage.open(path, parents(backing));
            }
            case VHDX -> {
                refuseWriting(path, mode);
                yield VhdxImage.open(path);
            }
        };
    }

    private static void refuseWriting(Path path, OpenMode mode) throws ReadOnlyDeviceException {
        if (mode == OpenMode.READ_WRITE) {
            throw new ReadOnlyDeviceException(path.toString());
        }
    }

    private static ParentFiles parents(BackingOpener backing) throws IOException {
        return backing instanceof BackingFiles files
                ? ParentFiles.within(files.roots())
                : ParentFiles.none();
    }

    /// Makes a disk of `size` bytes that reads as zeroes. A QCOW2 disk has whole sectors: its size
    /// is rounded up to the next multiple of 512; so is a VMDK's, which is a stream-optimized one:
    /// it is written from front to back only, and finished by `flush`.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException there is a file already
    /// @throws IOException the format is one we only read, or the file could not be made
    public static BlockDevice create(Path path, DiskFormat format, long size) throws IOException {
        return switch (format) {
            case RAW -> RawFileBlockDevice.create(path, size);
            case QCOW2 -> Qcow2Image.create(path, Qcow2Options.ofSize(Qcow2Options.sizeFor(size)));
            case VMDK ->
                    StreamOptimizedDevice.create(
                            path,
                            StreamOptimizedOptions.of(
                                    size, String.valueOf(path.getFileName()), new SecureRandom()));
            case VHDX -> throw new IOException("VHDX files are read, not written");
        };
    }
}
