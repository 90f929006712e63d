package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.vhdx.VhdxImage;
import io.sendense.engine.disk.vmdk.VmdkProbe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How the bytes of a disk are laid out in a file.
public enum DiskFormat {
    /// Byte n of the disk is byte n of the file.
    RAW,
    /// QEMU's copy-on-write format.
    QCOW2,
    /// VMware's virtual disks: every kind of them is read, `streamOptimized` is written.
    VMDK,
    /// Hyper-V's virtual disks; read only.
    VHDX;

    private static final int QCOW2_MAGIC = 0x514649fb;

    /// What a file's first bytes say it is; `RAW` for everything unknown.
    ///
    /// Good for a file an operator names. A disk's guest decides what the first bytes of a raw file
    /// are, so a raw file somebody else refers to must be said to be raw.
    public static DiskFormat probe(Path path) throws IOException {
        try (PositionedFile file = PositionedFile.open(path, false)) {
            ByteBuffer start = ByteBuffer.allocate(4);
            file.read(0, start);
            if (start.getInt(0) == QCOW2_MAGIC) {
                return QCOW2;
            }
            if (VhdxImage.isVhdx(file)) {
                return VHDX;
            }
            return VmdkProbe.isVmdk(file) ? VMDK : RAW;
        }
    }

    /// The name on command lines and in headers: `raw`, `qcow2`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format with that name.
    ///
    /// @throws IllegalArgumentException there is none
    public static DiskFormat of(String text) {
        for (DiskFormat format : values()) {
            if (format.text().equals(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "no disk format '"
                        + text
                        + "': there are "
                        + Arrays.stream(values())
                                .map(DiskFormat::text)
                                .collect(Collectors.joining(", ")));
    }
}
