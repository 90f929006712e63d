package io.sendense.engine.disk.qcow2;

import java.io.IOException;

/// No cluster is free below the end of what the refcount table covers: it must grow, which needs
/// locks the allocating thread may not take. Caught within the package.
final class RefcountTableFullException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long coveredClusters;

    RefcountTableFullException(String fileName, long coveredClusters) {
        super(
                "refcount table of '"
                        + fileName
                        + "' is full: all "
                        + coveredClusters
                        + " clusters in use");
        this.coveredClusters = coveredClusters;
    }

    /// What the table covered when it was found full.
    long coveredClusters() {
        return coveredClusters;
    }
}
