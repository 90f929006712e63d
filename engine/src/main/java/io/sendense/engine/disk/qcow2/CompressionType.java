package io.sendense.engine.disk.qcow2;

/// How compressed clusters of a file are packed: the header's `compression_type`.
public enum CompressionType {
    /// Raw deflate. Value 0, the only one of version 2.
    ZLIB(0),
    /// Zstandard frames. Value 1; needs the incompatible feature bit 3.
    ZSTD(1);

    private final int value;

    CompressionType(int value) {
        this.value = value;
    }

    /// The number in the header.
    int value() {
        return value;
    }
}
