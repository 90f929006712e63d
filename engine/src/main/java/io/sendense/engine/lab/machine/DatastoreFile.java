package io.sendense.engine.lab.machine;

import java.nio.ByteBuffer;

/// A file on a datastore as it is now. Thread-safe.
public interface DatastoreFile {
    /// Its size in bytes.
    long size();

    /// Fills `target` with the bytes at `offset`, which must lie within the file.
    void read(long offset, ByteBuffer target);

    /// A small file.
    static DatastoreFile of(byte[] content) {
        byte[] copy = content.clone();
        return new DatastoreFile() {
            @Override
            public long size() {
                return copy.length;
            }

            @Override
            public void read(long offset, ByteBuffer target) {
                target.put(copy, Math.toIntExact(offset), target.remaining());
            }
        };
    }
}
