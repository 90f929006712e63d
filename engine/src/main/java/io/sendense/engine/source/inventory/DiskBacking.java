package io.sendense.engine.source.inventory;

/// What kind of object stands behind a virtual disk (the server's backing type).
public enum DiskBacking {
    /// A flat file (`FlatVer2`): a descriptor and a `-flat.vmdk`, or a redo log over one.
    FLAT,
    /// A sparse or space-efficient sparse redo log (`SparseVer2`, `SeSparse`).
    SPARSE,
    /// A raw device mapping that takes part in snapshots.
    RAW_VIRTUAL,
    /// A raw device mapping that does not.
    RAW_PHYSICAL,
    /// Something this version does not know.
    UNKNOWN
}
