package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Decides whether an existing file may be written. Stateless.
final class WriteAccess {
    private WriteAccess() {}

    /// Refuses files whose tables cannot be trusted, and clears the autoclear features: none of
    /// them is kept up to date by us, and the format wants them cleared before the first write.
    static void prepare(PositionedFile file, Qcow2Header header) throws IOException {
        FeatureBits features = header.features();
        if (features.corrupt()) {
            throw new Qcow2FormatException(
                    "'" + file.name() + "' is marked as corrupt and may only be read");
        }
        if (features.dirty()) {
            throw new Qcow2FormatException(
                    "'"
                            + file.name()
                            + "' was not closed cleanly: its refcounts must be repaired before it"
                            + " is written");
        }
        if (header.geometry().extendedL2()) {
            throw new UnsupportedFeatureException(
                    file.name(), "extended L2 entries (subclusters), for writing");
        }
        if (features.autoclear() != 0) {
            file.write(HeaderField.AUTOCLEAR, ByteBuffer.allocate(Long.BYTES).putLong(0).flip());
            file.force();
        }
    }
}
