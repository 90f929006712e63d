package io.sendense.engine.wire.qemu;

import java.io.IOException;

/// Where children are written down. Thread-safe.
public interface ChildRecords {
    /// Writes a record, replacing the one of the same name; when this returns it survives a crash.
    void write(ChildRecord child) throws IOException;

    /// Forgets a child that has ended. Repeatable.
    void remove(ChildRecord child) throws IOException;
}
