package io.sendense.engine.disk.block;

import java.io.IOException;

/// A write, zero or trim on a device that was opened for reading only.
public final class ReadOnlyDeviceException extends IOException {
    private static final long serialVersionUID = 1L;

    public ReadOnlyDeviceException(String device) {
        super(device + " is open for reading only");
    }
}
