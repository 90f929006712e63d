package io.sendense.engine.disk.vhdx;

/// A file that is sound as far as we can tell, but uses something we do not read.
public final class UnsupportedVhdxException extends VhdxFormatException {
    private static final long serialVersionUID = 1L;

    private final String feature;

    UnsupportedVhdxException(String file, String feature) {
        super(file, "uses " + feature + ", which is not supported");
        this.feature = feature;
    }

    /// The feature's name, as Microsoft's documents call it.
    public String feature() {
        return feature;
    }
}
