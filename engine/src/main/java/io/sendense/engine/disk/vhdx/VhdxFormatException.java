package io.sendense.engine.disk.vhdx;

import java.io.IOException;

/// A VHDX file that breaks its format. The text names the file, the place, what was found and what
/// was expected.
public sealed class VhdxFormatException extends IOException permits UnsupportedVhdxException {
    private static final long serialVersionUID = 1L;

    VhdxFormatException(String file, String problem) {
        super("'" + file + "': " + problem);
    }
}
