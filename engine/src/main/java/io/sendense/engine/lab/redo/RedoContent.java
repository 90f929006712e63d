package io.sendense.engine.lab.redo;

import io.sendense.engine.lab.storage.ChangedBlock;
import io.sendense.engine.lab.storage.FrozenDisk;
import java.nio.ByteBuffer;
import java.util.List;

/// What a redo log holds. Thread-safe.
public interface RedoContent {
    /// Capacity of the disk in bytes, whole sectors.
    long capacityBytes();

    /// The blocks that are in the log, in the disk's order.
    List<ChangedBlock> blocks();

    /// Fills `target` with the disk's bytes at `offset`.
    void read(long offset, ByteBuffer target);

    /// What lies between two states of a disk.
    static RedoContent between(FrozenDisk below, FrozenDisk above) {
        List<ChangedBlock> blocks = above.changedFrom(below);
        return new RedoContent() {
            @Override
            public long capacityBytes() {
                return above.capacityBytes();
            }

            @Override
            public List<ChangedBlock> blocks() {
                return blocks;
            }

            @Override
            public void read(long offset, ByteBuffer target) {
                above.read(offset, target);
            }
        };
    }
}
