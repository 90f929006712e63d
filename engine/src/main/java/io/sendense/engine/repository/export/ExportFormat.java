package io.sendense.engine.repository.export;

/// What an exported disk's file is.
public enum ExportFormat {
    /// Byte n of the disk is byte n of the file; sparse where the file system can.
    RAW,
    /// QCOW2 version 3, uncompressed, without a backing file.
    QCOW2,
    /// VMDK, stream-optimized: what an OVF package takes.
    VMDK
}
