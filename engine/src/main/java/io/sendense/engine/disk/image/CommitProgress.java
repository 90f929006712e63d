package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.ByteProgress;

/// Is told how far a commit has come: which of its phases it enters, and within the copy how much
/// of the disk is dealt with. Called by the commit's thread; must return soon.
@FunctionalInterface
public interface CommitProgress extends ByteProgress {
    /// What a commit does, in this order.
    enum Phase {
        /// The backing file's disk becomes as long as the layer's, where it is shorter.
        GROWING,
        /// What the layer defines is written into the backing file.
        COPYING,
        /// The backing file reaches stable storage.
        FLUSHING,
        /// The layer lets go of what the backing file holds now.
        EMPTYING
    }

    /// A phase begins, and the one before it is done.
    default void entered(Phase phase) {
        // Most only count bytes.
    }

    /// Tells nobody.
    static CommitProgress none() {
        return (_, _) -> {};
    }
}
