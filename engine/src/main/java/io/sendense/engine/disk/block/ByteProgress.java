package io.sendense.engine.disk.block;

/// Is told how far an operation over many bytes has come: a copy, a comparison, a check. Called by
/// one thread at a time, any of the operation's; must return soon.
@FunctionalInterface
public interface ByteProgress {
    /// Some more bytes are dealt with.
    ///
    /// @param doneBytes bytes dealt with, never less than before
    /// @param plannedBytes bytes to be dealt with in all, always the same
    void reached(long doneBytes, long plannedBytes);

    /// What one go tells, where `goes` of them go over the same bytes.
    ///
    /// @param index of the go, from 0
    default ByteProgress part(int index, int goes) {
        return (done, planned) -> reached(index * planned + done, goes * planned);
    }

    /// Tells nobody.
    static ByteProgress none() {
        return (_, _) -> {};
    }
}
