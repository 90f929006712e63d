package io.sendense.engine.lab.storage;

import static io.sendense.engine.lab.content.BaseContent.BLOCK_BYTES;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.lab.content.BaseContent;
import io.sendense.engine.lab.content.Zeroes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A state of a disk: the base, with some blocks replaced.
///
/// The live state changes under its machine's lock. A frozen one never changes, and its slots stay
/// as they are until `release()`.
final class BlockOverlay {
    private final BaseContent base;
    private final BlockStore store;
    private final NavigableMap<Long, OverlayBlock> blocks;

    private BlockOverlay(
            BaseContent base, BlockStore store, NavigableMap<Long, OverlayBlock> blocks) {
        this.base = base;
        this.store = store;
        this.blocks = blocks;
    }

    static BlockOverlay over(BaseContent base, BlockStore store) {
        return new BlockOverlay(base, store, new TreeMap<>());
    }

    /// This state as it is now, sharing every slot with it.
    BlockOverlay frozen() {
        for (OverlayBlock block : blocks.values()) {
            if (block instanceof OverlayBlock.Stored(Slot slot, _)) {
                slot.owners++;
            }
        }
        return new BlockOverlay(base, store, new TreeMap<>(blocks));
    }

    /// Gives up this state's share of its slots.
    void release() {
        blocks.values().forEach(this::release);
        blocks.clear();
    }

    void read(long offset, ByteBuffer target) {
        long end = offset + target.remaining();
        long position = offset;
        while (position < end) {
            Map.Entry<Long, OverlayBlock> next = blocks.ceilingEntry(position / BLOCK_BYTES);
            long start = next == null ? end : Math.max(position, next.getKey() * BLOCK_BYTES);
            if (next == null || start >= end) {
                base.read(position, target);
                return;
            }
            if (start > position) {
                int limit = target.limit();
                target.limit(target.position() + (int) (start - position));
                base.read(position, target);
                target.limit(limit);
            }
            int within = (int) (start % BLOCK_BYTES);
            int count = (int) Math.min(BLOCK_BYTES - within, end - start);
            read(next.getValue(), within, count, target);
            position = start + count;
        }
    }

    private void read(OverlayBlock block, int within, int count, ByteBuffer target) {
        switch (block) {
            case OverlayBlock.Zeroed _ -> Zeroes.put(target, count);
            case OverlayBlock.Stored(Slot slot, _) ->
                    target.put(store.view(slot).slice(within, count));
        }
    }

    /// Puts `source` at `within` of a block, which thereby changed at `sequence`.
    void write(long block, int within, ByteBuffer source, long sequence) {
        OverlayBlock old = blocks.get(block);
        if (old instanceof OverlayBlock.Stored(Slot slot, _) && slot.owners == 1) {
            store.view(slot).put(within, source, source.position(), source.remaining());
            blocks.put(block, old.at(sequence));
            return;
        }
        Slot slot = store.allocate();
        ByteBuffer bytes = store.view(slot);
        if (source.remaining() < BLOCK_BYTES) {
            read(block * BLOCK_BYTES, bytes.duplicate());
        }
        bytes.put(within, source, source.position(), source.remaining());
        blocks.put(block, new OverlayBlock.Stored(slot, sequence));
        release(old);
    }

    /// Makes a whole block zero, which thereby changed at `sequence`.
    void zero(long block, long sequence) {
        release(blocks.put(block, new OverlayBlock.Zeroed(sequence)));
    }

    /// Numbers of the blocks in `from .. to` (exclusive) that may hold something else than zeroes.
    List<Long> occupied(long from, long to) {
        if (from >= to) {
            return List.of();
        }
        Extent range = Extent.between(from * BLOCK_BYTES, to * BLOCK_BYTES);
        List<Extent> found = new ArrayList<>();
        found.addAll(base.allocated().and(ExtentList.union(List.of(range))).asList());
        blocks.subMap(from, to).keySet().forEach(number -> found.add(extent(number)));
        List<Long> numbers = new ArrayList<>();
        for (Extent extent : ExtentList.union(found)) {
            for (long at = extent.offset(); at < extent.end(); at += BLOCK_BYTES) {
                numbers.add(at / BLOCK_BYTES);
            }
        }
        return numbers;
    }

    /// Whole blocks that hold bytes, of the base or stored.
    ExtentList allocated() {
        List<Extent> found = new ArrayList<>();
        ExtentList zeroed = replaced(blocks, OverlayBlock.Zeroed.class::isInstance);
        found.addAll(base.allocated().minus(zeroed).asList());
        found.addAll(replaced(blocks, OverlayBlock.Stored.class::isInstance).asList());
        return ExtentList.union(found);
    }

    /// Whole blocks within `from .. to` (bytes) that changed after `sequence`.
    ExtentList changedSince(long sequence, long from, long to) {
        long end = (to + BLOCK_BYTES - 1) / BLOCK_BYTES;
        return replaced(
                blocks.subMap(from / BLOCK_BYTES, end), block -> block.sequence() > sequence);
    }

    /// The blocks that are another than in `below`, a state of the same disk, in the disk's order.
    List<ChangedBlock> changedFrom(BlockOverlay below) {
        List<ChangedBlock> changed = new ArrayList<>();
        var numbers = new TreeSet<>(blocks.keySet());
        numbers.addAll(below.blocks.keySet());
        for (long number : numbers) {
            OverlayBlock here = blocks.get(number);
            if (!sameContent(here, below.blocks.get(number))) {
                changed.add(
                        switch (here) {
                            case OverlayBlock.Stored(Slot slot, _) ->
                                    new ChangedBlock(number, false, slot.position);
                            case OverlayBlock.Zeroed _ ->
                                    new ChangedBlock(number, true, Long.MAX_VALUE);
                            case null -> new ChangedBlock(number, false, Long.MAX_VALUE);
                        });
            }
        }
        return changed;
    }

    /// A place in the store that both show was not written to since both show it.
    private static boolean sameContent(@Nullable OverlayBlock one, @Nullable OverlayBlock other) {
        return switch (one) {
            case OverlayBlock.Stored(Slot slot, _) ->
                    other instanceof OverlayBlock.Stored(Slot there, _) && slot.equals(there);
            case OverlayBlock.Zeroed _ -> other instanceof OverlayBlock.Zeroed;
            case null -> other == null;
        };
    }

    /// Forgets when blocks changed.
    void forgetSequences() {
        blocks.replaceAll((_, block) -> block.at(0));
    }

    private static ExtentList replaced(
            Map<Long, OverlayBlock> among, Predicate<OverlayBlock> wanted) {
        List<Extent> found = new ArrayList<>();
        among.forEach((number, block) -> {
            if (wanted.test(block)) {
                found.add(extent(number));
            }
        });
        return ExtentList.union(found);
    }

    private void release(@Nullable OverlayBlock block) {
        if (block instanceof OverlayBlock.Stored(Slot slot, _)) {
            slot.owners--;
            if (slot.owners == 0) {
                store.free(slot);
            }
        }
    }

    private static Extent extent(long number) {
        return new Extent(number * BLOCK_BYTES, BLOCK_BYTES);
    }
}
