package io.sendense.engine.lab.storage;

import static io.sendense.engine.lab.content.BaseContent.BLOCK_BYTES;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.content.Zeroes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One disk of a lab VM as the guest sees it now. Offsets and lengths are bytes. Thread-safe: every
/// call is one step under the lock of its VM.
public final class LabDisk {
    /// Capacities are whole sectors; reads and writes may lie anywhere.
    public static final int SECTOR_BYTES = 512;

    private final int key;
    private final DiskMode mode;
    private final String uuid;

    /// The one lock of the VM: what one thread does to two disks in order is in that order in every
    /// snapshot.
    private final ReentrantLock lock;

    @GuardedBy("lock")
    private final BlockOverlay live;

    @GuardedBy("lock")
    private long capacityBytes;

    @GuardedBy("lock")
    private @Nullable ChangeTracking tracking;

    LabDisk(DiskSpec spec, BlockOverlay live, ReentrantLock lock) {
        this.key = spec.key();
        this.mode = spec.mode();
        this.live = live;
        this.lock = lock;
        this.capacityBytes = spec.capacityBytes();
        // VMware's disks bear its prefix 6000C29.
        this.uuid = "6000C29" + UUID.randomUUID().toString().substring(7);
    }

    /// The device key, unique within the VM.
    public int key() {
        return key;
    }

    public DiskMode mode() {
        return mode;
    }

    /// What vSphere shows as the backing's UUID: `6000C29x-....`, of this disk alone.
    public String uuid() {
        return uuid;
    }

    public long capacityBytes() {
        lock.lock();
        try {
            return capacityBytes;
        } finally {
            lock.unlock();
        }
    }

    /// Where change tracking stands for the live disk: the ID that the **next** snapshot will bear.
    /// Empty until tracking is in effect.
    public Optional<String> changeId() {
        lock.lock();
        try {
            return Optional.ofNullable(tracking).map(ChangeTracking::changeId);
        } finally {
            lock.unlock();
        }
    }

    /// Bytes in whole blocks that hold something: what a datastore would count for a thin disk.
    public long allocatedBytes() {
        lock.lock();
        try {
            return live.allocated().bytes();
        } finally {
            lock.unlock();
        }
    }

    /// Writes the bytes between position and limit of `source`; its position ends at its limit.
    ///
    /// @throws LabStorageFullException the lab has no room for more changed blocks; some of the
    ///   range may be written
    public void write(long offset, ByteBuffer source) {
        lock.lock();
        try {
            BlockDevice.checkRange(offset, source.remaining(), capacityBytes);
            writeLocked(offset, source);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void writeLocked(long offset, ByteBuffer source) {
        long position = offset;
        while (source.hasRemaining()) {
            int within = (int) (position % BLOCK_BYTES);
            int count = Math.min(BLOCK_BYTES - within, source.remaining());
            ByteBuffer part = source.slice(source.position(), count);
            live.write(position / BLOCK_BYTES, within, part, sequence());
            source.position(source.position() + count);
            position += count;
        }
    }

    /// Makes the range zero; whole blocks of 64 KiB within it give their space back, as by UNMAP.
    /// Zeroing what never held anything changes nothing.
    public void zero(long offset, long length) {
        lock.lock();
        try {
            BlockDevice.checkRange(offset, length, capacityBytes);
            long end = offset + length;
            long firstWhole = (offset + BLOCK_BYTES - 1) / BLOCK_BYTES;
            // The last block of a disk may be shorter; up to the end is whole all the same.
            long endWhole =
                    end == capacityBytes
                            ? (end + BLOCK_BYTES - 1) / BLOCK_BYTES
                            : end / BLOCK_BYTES;
            if (firstWhole >= endWhole) {
                zeroPart(offset, end);
                return;
            }
            zeroPart(offset, firstWhole * BLOCK_BYTES);
            for (long block : live.occupied(firstWhole, endWhole)) {
                live.zero(block, sequence());
            }
            zeroPart(Math.min(end, endWhole * BLOCK_BYTES), end);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void zeroPart(long offset, long end) {
        ByteBuffer zeroes = ByteBuffer.allocate((int) (end - offset));
        Zeroes.put(zeroes, zeroes.remaining());
        writeLocked(offset, zeroes.flip());
    }

    /// Fills `target` with the live bytes at `offset`.
    public void read(long offset, ByteBuffer target) {
        lock.lock();
        try {
            BlockDevice.checkRange(offset, target.remaining(), capacityBytes);
            live.read(offset, target);
        } finally {
            lock.unlock();
        }
    }

    /// Starts change tracking anew: every ID given out before is unknown from now on. What a
    /// vMotion gone wrong or a power loss does to a real disk. Without tracking, nothing happens.
    public void resetChangeTracking() {
        lock.lock();
        try {
            if (tracking != null) {
                live.forgetSequences();
                tracking = ChangeTracking.begun(UUID.randomUUID());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Holes follow what was the end.
    void grow(long newCapacityBytes) {
        lock.lock();
        try {
            if (newCapacityBytes < capacityBytes || newCapacityBytes % SECTOR_BYTES != 0) {
                throw new IllegalArgumentException(
                        "disk "
                                + key
                                + " of "
                                + capacityBytes
                                + " bytes cannot grow to "
                                + newCapacityBytes);
            }
            capacityBytes = newCapacityBytes;
        } finally {
            lock.unlock();
        }
    }

    void beginTracking() {
        lock.lock();
        try {
            if (tracking == null) {
                tracking = ChangeTracking.begun(UUID.randomUUID());
            }
        } finally {
            lock.unlock();
        }
    }

    /// The disk as it is now. What changes from here on bears the next sequence.
    FrozenDisk freeze(StorageLimits limits) {
        lock.lock();
        try {
            ChangeTracking position = tracking;
            if (position != null) {
                tracking = position.next();
            }
            return new FrozenDisk(key, capacityBytes, position, live.frozen(), limits);
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            live.release();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private long sequence() {
        return tracking == null ? 0 : tracking.sequence();
    }
}
