package io.sendense.engine.disk.vmdk;

import java.nio.ByteBuffer;

/// How one format writes the entries of its grain directory and its grain tables. Stateless but for
/// what the header says; thread-safe.
interface RedoLogEntries {
    /// Says "there is none": no entry means the file's first byte, which is the header's.
    long NONE = 0;

    /// Length of an entry.
    int bytes();

    /// The entry at the buffer's position, which moves past it.
    long next(ByteBuffer entries);

    /// The first byte of a grain table in the file, or `NONE`; not checked against its length.
    ///
    /// @throws IllegalEntryException it is no entry of a directory
    long table(long directoryEntry) throws IllegalEntryException;

    /// What is stored of a grain: never packed bytes.
    ///
    /// @throws IllegalEntryException it is no entry of a table
    VmdkAllocation allocation(long tableEntry) throws IllegalEntryException;

    /// The first byte of a grain with `DATA` in the file; not checked against its length.
    long place(long tableEntry);

    /// An entry that means nothing.
    final class IllegalEntryException extends Exception {
        private static final long serialVersionUID = 1L;

        IllegalEntryException(long entry) {
            super("0x" + Long.toHexString(entry));
        }
    }
}
