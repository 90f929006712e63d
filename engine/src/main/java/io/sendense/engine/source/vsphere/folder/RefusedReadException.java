package io.sendense.engine.source.vsphere.folder;

import java.io.IOException;

/// The server will not give these bytes however often it is asked.
final class RefusedReadException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedReadException(String message) {
        super(message);
    }
}
