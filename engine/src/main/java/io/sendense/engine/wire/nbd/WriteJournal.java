package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// What a server has accepted and may still lose, in the order in which it was accepted. Guarded by
/// its owner.
final class WriteJournal {

    /// Something that was accepted.
    sealed interface Entry {
        /// Does it once more.
        void repeat(BlockDevice device) throws IOException;

        /// What keeping it costs.
        long bytes();
    }

    /// @param content its own copy
    record Written(long offset, ByteBuffer content) implements Entry {
        static Written copyOf(long offset, ByteBuffer source) {
            ByteBuffer copy = ByteBuffer.allocate(source.remaining());
            copy.put(source.duplicate());
            return new Written(offset, copy.flip());
        }

        @Override
        public void repeat(BlockDevice device) throws IOException {
            device.write(offset, content.duplicate());
        }

        @Override
        public long bytes() {
            return OVERHEAD_BYTES + content.capacity();
        }
    }

    record Zeroed(long offset, long length, ZeroMode mode) implements Entry {
        @Override
        public void repeat(BlockDevice device) throws IOException {
            device.zero(offset, length, mode);
        }

        @Override
        public long bytes() {
            return OVERHEAD_BYTES;
        }
    }

    private static final long OVERHEAD_BYTES = 100;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /// How many entries there have ever been.
    private long added;

    void add(Entry entry) {
        entries.add(entry);
        bytes += entry.bytes();
        added++;
    }

    /// The end of the journal as it is now.
    long mark() {
        return added;
    }

    /// Forgets everything before a mark: it has been flushed.
    void forget(long mark) {
        while (added - entries.size() < mark) {
            bytes -= entries.remove().bytes();
        }
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Does everything once more, in order.
    void repeat(BlockDevice device) throws IOException {
        for (Entry entry : entries) {
            entry.repeat(device);
        }
    }
}
