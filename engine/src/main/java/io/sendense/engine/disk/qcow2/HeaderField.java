package io.sendense.engine.disk.qcow2;

/// Byte positions of the header's fields; the table stands in `Qcow2Header`.
final class HeaderField {
    /// `QFI\xfb`.
    static final int MAGIC_VALUE = 0x514649fb;

    static final int MAGIC = 0;
    static final int VERSION = 4;
    static final int BACKING_OFFSET = 8;
    static final int BACKING_BYTES = 16;
    static final int CLUSTER_BITS = 20;
    static final int SIZE = 24;
    static final int ENCRYPTION = 32;
    static final int L1_ENTRIES = 36;
    static final int L1_OFFSET = 40;
    static final int REFCOUNT_TABLE_OFFSET = 48;
    static final int REFCOUNT_TABLE_CLUSTERS = 56;
    static final int SNAPSHOTS = 60;
    static final int SNAPSHOTS_OFFSET = 64;
    static final int INCOMPATIBLE = 72;
    static final int COMPATIBLE = 80;
    static final int AUTOCLEAR = 88;
    static final int REFCOUNT_ORDER = 96;
    static final int HEADER_BYTES = 100;
    static final int COMPRESSION = 104;

    /// Length of a version 2 header.
    static final int VERSION_2_BYTES = 72;

    /// Shortest version 3 header.
    static final int VERSION_3_BYTES = 104;

    /// The version 3 header we write: with the compression type and its padding.
    static final int WRITTEN_BYTES = 112;

    static final int EXTENSION_END = 0;
    static final int EXTENSION_BACKING_FORMAT = 0xe2792aca;
    static final int EXTENSION_FEATURE_NAMES = 0x6803f857;
    static final int EXTENSION_BITMAPS = 0x23852875;

    private HeaderField() {}
}
