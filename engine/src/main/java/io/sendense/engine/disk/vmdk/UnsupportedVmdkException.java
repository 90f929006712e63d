package io.sendense.engine.disk.vmdk;

/// A file that is sound as far as we can tell, but uses something we do not read.
public final class UnsupportedVmdkException extends VmdkFormatException {
    private static final long serialVersionUID = 1L;

    private final String feature;

    UnsupportedVmdkException(String file, String feature) {
        super(file, "uses " + feature + ", which is not supported");
        this.feature = feature;
    }

    /// The feature's name, as VMware's documents call it.
    public String feature() {
        return feature;
    }
}
