package io.sendense.engine.disk.qcow2;

/// What an opened file may be used for.
public enum OpenMode {
    READ_ONLY,
    READ_WRITE
}
