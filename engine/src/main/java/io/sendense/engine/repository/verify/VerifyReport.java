package io.sendense.engine.repository.verify;

import io.sendense.engine.repository.point.PointId;
import java.util.List;

/// What a verification found. Immutable.
///
/// @param checkedBytes bytes of guest data that were compared with their sums, zeroes included
public record VerifyReport(PointId point, long checkedBytes, List<Finding> findings) {
    public VerifyReport {
        findings = List.copyOf(findings);
    }

    /// Whether everything that was backed up is there and proven: no finding above a notice.
    public boolean sound() {
        return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTICE);
    }
}
