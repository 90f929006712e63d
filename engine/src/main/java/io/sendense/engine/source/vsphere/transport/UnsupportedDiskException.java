package io.sendense.engine.source.vsphere.transport;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.ExplainedException;

/// This transport cannot read such a disk, now or later.
public final class UnsupportedDiskException extends ExplainedException {
    private static final long serialVersionUID = 1L;

    /// @param reason why not: what is known of the disk's files
    public UnsupportedDiskException(Cause reason) {
        super(reason);
    }

    public UnsupportedDiskException(Cause reason, Throwable cause) {
        super(reason, cause);
    }
}
