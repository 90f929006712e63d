package io.sendense.engine;

import java.util.List;

/// What a verification of one restore point found. Immutable.
///
/// @param checkedBytes bytes that were read and compared with their sums
public record VerifyView(String point, boolean sound, long checkedBytes, List<Finding> findings) {
    public VerifyView {
        findings = List.copyOf(findings);
    }

    /// One thing that is wrong with a restore point.
    ///
    /// @param kind type of the finding: `BadChecksum`, `MissingBase` ...
    /// @param disk key of the disk, or -1 when it concerns the whole point
    /// @param text technical text with the numbers: file, offset, cluster, expected, found
    public record Finding(String kind, int disk, String text) {}
}
