package io.sendense.engine.transfer.limit;

/// The leave to read, given when the places have room for it. Thread-safe.
@FunctionalInterface
public interface Admission {
    /// Always.
    Admission FREE = _ -> () -> {};

    /// Waits for room.
    ///
    /// @param bytes how much will be read
    /// @return to be closed when the read has ended
    Permit enter(long bytes) throws InterruptedException;

    /// One read that may be under way until this is closed.
    @FunctionalInterface
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
