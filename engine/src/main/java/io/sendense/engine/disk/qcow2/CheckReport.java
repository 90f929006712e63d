package io.sendense.engine.disk.qcow2;

import java.util.List;

/// What a check of one file found. Immutable.
///
/// @param corruptions damage: using the file may lose data
/// @param leaks clusters that are counted but not used: lost space, no lost data
/// @param totalClusters guest clusters of the disk
/// @param allocatedClusters those with a place in this file
/// @param compressedClusters those of them that are compressed
/// @param findings a sentence each, the first `Qcow2Check#MAX_FINDINGS` of them
public record CheckReport(
        long corruptions,
        long leaks,
        long totalClusters,
        long allocatedClusters,
        long compressedClusters,
        List<String> findings) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /// Whether nothing at all was found.
    public boolean clean() {
        return corruptions == 0 && leaks == 0;
    }
}
