package io.sendense.engine.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;

/// What the target shows before a move. Clusters that hold the same at the source are not written.
/// Called by several threads at once.
public interface Baseline {
    /// Whether the target shows this content already.
    ///
    /// @param cluster index of the guest cluster
    /// @param content its bytes; shorter than a cluster only at the end of the disk. Only valid
    ///   during the call.
    boolean shows(long cluster, ByteBuffer content) throws IOException;

    /// Whether the target reads as zeroes there.
    boolean showsZero(long cluster) throws IOException;
}
