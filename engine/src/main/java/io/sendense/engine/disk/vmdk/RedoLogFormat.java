package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The two formats of ESXi's redo logs.
public enum RedoLogFormat {
    /// `COWD`: VMFS before version 6, disks below 2 TiB. Knows no zeroes.
    VMFS_SPARSE("VMFSSPARSE") {
        @Override
        RedoLogHeader header(String name, BlockDevice file) throws IOException {
            return CowdHeader.read(name, file);
        }
    },
    /// VMFS 6, and disks over 2 TiB everywhere.
    SE_SPARSE("SESPARSE") {
        @Override
        RedoLogHeader header(String name, BlockDevice file) throws IOException {
            return SeSparseHeader.read(name, file);
        }
    };

    private final String extentType;

    RedoLogFormat(String extentType) {
        this.extentType = extentType;
    }

    /// What descriptors call such an extent.
    public String extentType() {
        return extentType;
    }

    /// The format of an extent type; nothing where it is no redo log's.
    public static Optional<RedoLogFormat> ofExtent(String type) {
        for (RedoLogFormat format : values()) {
            if (format.extentType.equals(type)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    abstract RedoLogHeader header(String name, BlockDevice file) throws IOException;

    /// The format a file begins like.
    ///
    /// @throws VmdkFormatException it begins like neither
    static RedoLogFormat of(String name, BlockDevice file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Integer.BYTES);
        if (file.size() >= Integer.BYTES) {
            file.read(0, start);
        }
        return switch (start.getInt(0)) {
            case CowdHeader.MAGIC -> VMFS_SPARSE;
            case SeSparseHeader.MAGIC -> SE_SPARSE;
            default -> throw new VmdkFormatException(name, "does not begin like a redo log");
        };
    }
}
