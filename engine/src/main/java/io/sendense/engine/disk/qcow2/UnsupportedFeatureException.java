package io.sendense.engine.disk.qcow2;

/// A file that is sound as far as we can tell, but uses something we do not read.
public final class UnsupportedFeatureException extends Qcow2FormatException {
    private static final long serialVersionUID = 1L;

    private final String feature;

    public UnsupportedFeatureException(String file, String feature) {
        super("'" + file + "' uses " + feature + ", which is not supported");
        this.feature = feature;
    }

    /// The feature's name, as users of QEMU know it.
    public String feature() {
        return feature;
    }
}
