package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Compresses single clusters. Confined to one thread at a time; holds native memory until it is
/// closed.
interface ClusterPacker extends AutoCloseable {
    /// Packs the bytes between position and limit of `content`, which is left as it is.
    ///
    /// @param content a direct buffer
    /// @param target a direct buffer; the packed bytes go to its start
    /// @return how many; 0 where they would not fit into `target`
    /// @throws IOException the packer has no memory, or is broken
    int pack(ByteBuffer content, ByteBuffer target) throws IOException;

    @Override
    void close();

    /// A packer for clusters of a file.
    static ClusterPacker of(CompressionType type, int zstdLevel) {
        return switch (type) {
            case ZLIB -> new DeflatePacker();
            case ZSTD -> new ZstdPacker(zstdLevel);
        };
    }
}
