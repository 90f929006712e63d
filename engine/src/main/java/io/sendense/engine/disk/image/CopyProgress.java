package io.sendense.engine.disk.image;

/// Is told how far an operation over a whole disk has come. Called by one thread at a time, any of
/// the operation's; must return soon.
@FunctionalInterface
public interface CopyProgress {
    /// Some more of the disk is dealt with.
    ///
    /// @param doneBytes bytes of the disk dealt with, never less than before
    /// @param plannedBytes bytes of the disk in all, always the same
    void reached(long doneBytes, long plannedBytes);

    /// Tells nobody.
    static CopyProgress none() {
        return (_, _) -> {};
    }
}
