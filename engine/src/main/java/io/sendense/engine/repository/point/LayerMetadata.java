package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.qcow2.LayerAllocation;
import io.sendense.engine.disk.qcow2.LayerStatus;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// The digest of a layer's metadata: its head, and for every run of guest clusters what the layer
/// says of it and where in the file it is. Together with the sums it pins down all that a guest can
/// see of the layer. Stateless.
public final class LayerMetadata {
    private static final long WINDOW_BYTES = 1L << 30;

    private LayerMetadata() {}

    /// Computes the digest from the file as it is now, in hexadecimal.
    ///
    /// @param layer opened alone, for reading
    public static String sha256(Qcow2Image layer) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        digest.update(head(layer));
        for (long start = 0; start < layer.size(); start += WINDOW_BYTES) {
            long length = Math.min(WINDOW_BYTES, layer.size() - start);
            for (LayerStatus status : layer.layerStatus(start, length)) {
                digest.update(encoded(status));
            }
        }
        return Sha256.of(digest).hex();
    }

    private static ByteBuffer head(Qcow2Image layer) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(LayerImages.CLUSTER_BYTES);
        try (PositionedFile file = PositionedFile.open(layer.path(), false)) {
            file.read(0, head);
        }
        return head.flip();
    }

    private static int code(LayerAllocation allocation) {
        return switch (allocation) {
            case NOT_HERE -> 0;
            case DATA -> 1;
            case COMPRESSED_DATA -> 2;
            case ZERO -> 3;
        };
    }

    private static ByteBuffer encoded(LayerStatus status) {
        return ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES)
                .putLong(status.extent().offset())
                .putLong(status.extent().length())
                .putInt(code(status.allocation()))
                .putLong(status.hostOffset().orElse(-1))
                .flip();
    }
}
