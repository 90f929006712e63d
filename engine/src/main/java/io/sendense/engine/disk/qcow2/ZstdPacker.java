package io.sendense.engine.disk.qcow2;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A cluster as one Zstandard frame (RFC 8878).
final class ZstdPacker implements ClusterPacker {
    /// Level 3, which QEMU takes, needs half again as long for files that are 4 % smaller
    /// (`engine/doc/benchmarks.md`).
    static final int USUAL_LEVEL = 1;

    private final ZstdCompressCtx context = new ZstdCompressCtx();

    ZstdPacker(int level) {
        context.setLevel(level);
    }

    @Override
    public int pack(ByteBuffer content, ByteBuffer target) throws IOException {
        try {
            return context.compressDirectByteBuffer(
                    target, 0, target.capacity(), content, content.position(), content.remaining());
        } catch (ZstdException e) {
            if (e.getErrorCode() == com.github.luben.zstd.Zstd.errDstSizeTooSmall()) {
                return 0;
            }
            throw new IOException("zstd cannot pack a cluster: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
