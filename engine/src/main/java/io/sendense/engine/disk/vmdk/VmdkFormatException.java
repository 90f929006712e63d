package io.sendense.engine.disk.vmdk;

import java.io.IOException;

/// A VMDK file that breaks its format, or names a file that may not be followed. The text names the
/// file, the place, what was found and what was expected.
public sealed class VmdkFormatException extends IOException permits UnsupportedVmdkException {
    private static final long serialVersionUID = 1L;

    VmdkFormatException(String file, String problem) {
        super("'" + file + "': " + problem);
    }

    VmdkFormatException(String file, String problem, Throwable cause) {
        super("'" + file + "': " + problem, cause);
    }
}
