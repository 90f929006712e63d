package io.sendense.engine.lab.storage;

/// What stands in place of a block of the base. Immutable, but for the owners of its slot.
sealed interface OverlayBlock {
    /// The tracking sequence that was current when the block last changed; 0 before tracking.
    long sequence();

    /// The same content, changed at `sequence`.
    OverlayBlock at(long sequence);

    /// Bytes in the store.
    record Stored(Slot slot, long sequence) implements OverlayBlock {
        @Override
        public OverlayBlock at(long newSequence) {
            return new Stored(slot, newSequence);
        }
    }

    /// Zeroes, with nothing stored.
    record Zeroed(long sequence) implements OverlayBlock {
        @Override
        public OverlayBlock at(long newSequence) {
            return new Zeroed(newSequence);
        }
    }
}
