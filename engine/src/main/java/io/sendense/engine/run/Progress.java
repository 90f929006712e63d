package io.sendense.engine.run;

/// Told how far a call is. Called from one thread at a time, not too often; must return at once.
@FunctionalInterface
public interface Progress {
    Progress NONE = (_, _, _) -> {};

    /// Says where the work is now.
    ///
    /// @param what the piece worked on now, for instance a disk's label
    /// @param doneBytes bytes worked through, of `totalBytes`
    void at(String what, long doneBytes, long totalBytes);
}
