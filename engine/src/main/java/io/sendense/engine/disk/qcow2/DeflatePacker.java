package io.sendense.engine.disk.qcow2;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/// A cluster as one raw DEFLATE stream (RFC 1951) that a reader with a window of 4 KiB can unpack:
/// QEMU makes and reads its clusters with `windowBits` -12 (`block/qcow2-threads.c`), and the JDK's
/// packer has no such setting.
///
/// So the cluster is packed in steps of 2 KiB, each with the 2 KiB before it as a dictionary, which
/// no match can reach beyond. All steps but the last end on a byte boundary without ending the
/// stream, so their outputs make one stream.
final class DeflatePacker implements ClusterPacker {
    private static final int STEP_BYTES = 2 << 10;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    @Override
    public int pack(ByteBuffer content, ByteBuffer target) {
        ByteBuffer out = target.duplicate().clear();
        int end = content.limit();
        for (int from = content.position(); from < end; from += STEP_BYTES) {
            int to = Math.min(end, from + STEP_BYTES);
            deflater.reset();
            int before = Math.max(content.position(), from - STEP_BYTES);
            if (before < from) {
                deflater.setDictionary(content.duplicate().position(before).limit(from));
            }
            deflater.setInput(content.duplicate().position(from).limit(to));
            if (!step(out, to == end)) {
                return 0;
            }
        }
        return out.position();
    }

    /// @return whether there was room
    private boolean step(ByteBuffer out, boolean last) {
        if (last) {
            deflater.finish();
            deflater.deflate(out);
            return deflater.finished();
        }
        deflater.deflate(out, Deflater.SYNC_FLUSH);
        return out.hasRemaining();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
