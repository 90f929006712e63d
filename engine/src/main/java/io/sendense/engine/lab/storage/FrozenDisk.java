package io.sendense.engine.lab.storage;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A disk as it was at one instant. Offsets and lengths are bytes. Thread-safe; reads run side by
/// side and do not hold the guest up.
///
/// After its [FrozenMachine] was closed every reading call throws an `IllegalStateException`.
public final class FrozenDisk {
    /// The change ID that stands for "everything that is allocated".
    public static final String ALLOCATED = "*";

    private final int key;
    private final long capacityBytes;
    private final @Nullable ChangeTracking tracking;
    private final StorageLimits limits;
    private final BlockOverlay content;

    /// Held for reading while bytes are read, for writing while the content is given up.
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean released;
    private volatile @Nullable ExtentList allocated;
    private volatile @Nullable Difference difference;

    FrozenDisk(
            int key,
            long capacityBytes,
            @Nullable ChangeTracking tracking,
            BlockOverlay content,
            StorageLimits limits) {
        this.key = key;
        this.capacityBytes = capacityBytes;
        this.tracking = tracking;
        this.content = content;
        this.limits = limits;
    }

    /// The device key, unique within the VM.
    public int key() {
        return key;
    }

    /// The capacity at the time of the snapshot.
    public long capacityBytes() {
        return capacityBytes;
    }

    /// What a later snapshot is to be asked for to get what changed since this one. Empty where
    /// tracking was not in effect.
    public Optional<String> changeId() {
        return Optional.ofNullable(tracking).map(ChangeTracking::changeId);
    }

    /// Fills `target` with the bytes at `offset`.
    public void read(long offset, ByteBuffer target) {
        BlockDevice.checkRange(offset, target.remaining(), capacityBytes);
        using(() -> {
            content.read(offset, target);
            return Boolean.TRUE;
        });
    }

    /// Every range that may hold something else than zeroes, clipped to the capacity. Whether
    /// change tracking is in effect or not.
    public ExtentList allocated() {
        return using(() -> {
            ExtentList known = allocated;
            if (known == null) {
                known = clipped(content.allocated(), 0, capacityBytes);
                allocated = known;
            }
            return known;
        });
    }

    /// One answered window of QueryChangedDiskAreas: from `startOffset` on, over at most
    /// `windowBytes` and `areasPerAnswer` of the storage's limits. The caller goes on at
    /// `startOffset + length` until that is the capacity.
    ///
    /// @param changeId an ID of this disk from this snapshot or an earlier one, or [#ALLOCATED],
    ///   which is answered without change tracking too
    /// @throws UnknownChangeIdException the ID is none of these, or nothing was tracked
    /// @throws IllegalArgumentException `startOffset` is not within the disk
    public ChangedAreas changedAreas(String changeId, long startOffset)
            throws UnknownChangeIdException {
        if (startOffset < 0 || startOffset >= capacityBytes) {
            throw new IllegalArgumentException(
                    "start offset "
                            + startOffset
                            + " is not within disk "
                            + key
                            + " of "
                            + capacityBytes
                            + " bytes");
        }
        long end = Math.min(capacityBytes - startOffset, limits.windowBytes()) + startOffset;
        List<Extent> areas = areas(changeId, startOffset, end).asList();
        if (areas.size() > limits.areasPerAnswer()) {
            areas = areas.subList(0, limits.areasPerAnswer());
            end = areas.getLast().end();
        }
        return new ChangedAreas(startOffset, end - startOffset, areas);
    }

    private ExtentList areas(String changeId, long from, long to) throws UnknownChangeIdException {
        if (changeId.equals(ALLOCATED)) {
            return clipped(allocated(), from, to);
        }
        if (tracking == null) {
            throw new UnknownChangeIdException(changeId, "disk " + key + " was not tracked");
        }
        long sequence = tracking.sequenceOf(changeId);
        return clipped(using(() -> content.changedSince(sequence, from, to)), from, to);
    }

    /// The blocks in which it differs from an earlier state of the same disk, in the disk's order:
    /// what a redo log above that state holds. The last answer is kept.
    ///
    /// @throws IllegalStateException either was given up
    public List<ChangedBlock> changedFrom(FrozenDisk below) {
        return using(() -> {
            Difference known = difference;
            if (known == null || !known.below().equals(below)) {
                known =
                        new Difference(
                                below,
                                below.using(() -> List.copyOf(content.changedFrom(below.content))));
                difference = known;
            }
            return known.blocks();
        });
    }

    private record Difference(FrozenDisk below, List<ChangedBlock> blocks) {}

    /// Its content, to be changed by whoever asks.
    BlockOverlay copy() {
        return using(content::frozen);
    }

    /// Where change tracking goes on from here.
    @Nullable ChangeTracking nextTracking() {
        return tracking == null ? null : tracking.next();
    }

    private static ExtentList clipped(ExtentList extents, long from, long to) {
        return extents.and(ExtentList.union(List.of(Extent.between(from, to))));
    }

    private <T> T using(Supplier<T> action) {
        use.readLock().lock();
        try {
            if (released) {
                throw new IllegalStateException(
                        "disk " + key + " of a snapshot that was removed meanwhile");
            }
            return action.get();
        } finally {
            use.readLock().unlock();
        }
    }

    /// Waits for reads in progress and gives the content up. Called by FrozenMachine, which holds
    /// the machine's lock; repeatable.
    void release() {
        use.writeLock().lock();
        try {
            if (!released) {
                released = true;
                content.release();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
