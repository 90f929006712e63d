package io.sendense.engine.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes the content of each cluster that a move defines, as it was read from the source. Called by
/// several threads at once, each cluster once, except when a piece is repeated after a failure:
/// then again with the same bytes.
public interface SumSink {
    /// A cluster that was written.
    ///
    /// @param cluster index of the guest cluster
    /// @param content its bytes; shorter than a cluster only at the end of the disk. Only valid
    ///   during the call.
    void data(long cluster, ByteBuffer content) throws IOException;

    /// Clusters that were stored as zero. Not called under [ZeroPolicy#SKIP].
    void zero(long firstCluster, long count) throws IOException;
}
