package io.sendense.engine.repository.point;

import io.sendense.engine.problem.Problem;

/// A disk of the VM that the point does not hold, and why. Immutable.
public record ExcludedDisk(int key, String label, long capacityBytes, StoredProblem reason) {
    public ExcludedDisk(int key, String label, long capacityBytes, Problem reason) {
        this(key, label, capacityBytes, StoredProblem.of(reason));
    }
}
