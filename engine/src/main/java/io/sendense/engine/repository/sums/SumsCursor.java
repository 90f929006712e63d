package io.sendense.engine.repository.sums;

import java.io.IOException;
import java.util.Optional;

/// Cluster sums in ascending order of their cluster numbers. Confined to one thread; holds nothing
/// that has to be closed.
@FunctionalInterface
public interface SumsCursor {
    /// The next sum; empty at the end.
    ///
    /// @throws SumsFormatException the file is damaged: an order, number or kind that cannot be
    Optional<ClusterSum> next() throws IOException;
}
