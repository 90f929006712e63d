package io.sendense.engine.source.vsphere.transport;

import java.io.IOException;

/// This transport cannot read such a disk, now or later.
public final class UnsupportedDiskException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public UnsupportedDiskException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public UnsupportedDiskException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /// Why not: what is known of the disk's files.
    public String reason() {
        return reason;
    }
}
