package io.sendense.engine.repository;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.block.Zeroes;
import io.sendense.engine.repository.point.DiskIdentity;
import io.sendense.engine.repository.point.DraftDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// A guest's disk in memory that knows which clusters changed since it was stored last, and how to
/// store itself.
public final class GuestDisk {
    public static final int CLUSTER_BYTES = 64 << 10;

    private final int key;
    private final String uuid;
    private final MemoryBlockDevice content;
    private final TreeSet<Long> used = new TreeSet<>();
    private final TreeSet<Long> changed = new TreeSet<>();

    public GuestDisk(int key, String uuid, long capacityBytes) {
        this.key = key;
        this.uuid = uuid;
        this.content = new MemoryBlockDevice(capacityBytes);
    }

    public int key() {
        return key;
    }

    public DiskIdentity identity() {
        return new DiskIdentity(key, Optional.of(uuid));
    }

    public MemoryBlockDevice content() {
        return content;
    }

    public long clusters() {
        return Math.ceilDiv(content.size(), (long) CLUSTER_BYTES);
    }

    /// Fills a cluster with random bytes.
    public GuestDisk fill(long cluster, RandomGenerator random) {
        byte[] bytes = new byte[lengthOf(cluster)];
        random.nextBytes(bytes);
        content.write(cluster * CLUSTER_BYTES, ByteBuffer.wrap(bytes));
        used.add(cluster);
        changed.add(cluster);
        return this;
    }

    /// Fills a cluster with text, which packs well.
    public GuestDisk fillText(long cluster, RandomGenerator random) {
        byte[] bytes = new byte[lengthOf(cluster)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                    (byte)
                            (i % 16 < 4
                                    ? '0' + random.nextInt(10)
                                    : "a line, a line, ".charAt(i % 16));
        }
        content.write(cluster * CLUSTER_BYTES, ByteBuffer.wrap(bytes));
        used.add(cluster);
        changed.add(cluster);
        return this;
    }

    /// Makes a cluster zero.
    public GuestDisk zero(long cluster) {
        content.zero(cluster * CLUSTER_BYTES, lengthOf(cluster), ZeroMode.MAY_DEALLOCATE);
        changed.add(cluster);
        return this;
    }

    private int lengthOf(long cluster) {
        return (int) Math.min(CLUSTER_BYTES, content.size() - cluster * CLUSTER_BYTES);
    }

    /// Stores all that is not zero: what a full run does.
    public void storeFull(DraftDisk disk) throws IOException {
        for (long cluster : used) {
            ByteBuffer bytes = read(cluster);
            if (!Zeroes.only(bytes)) {
                store(disk, cluster, bytes);
            }
        }
    }

    /// Stores what changed, zeroes included: what an incremental run does.
    public void storeChanges(DraftDisk disk) throws IOException {
        for (long cluster : changed) {
            ByteBuffer bytes = read(cluster);
            if (Zeroes.only(bytes)) {
                disk.device()
                        .zero(cluster * CLUSTER_BYTES, bytes.remaining(), ZeroMode.MAY_DEALLOCATE);
                disk.sums().zero(cluster);
            } else {
                store(disk, cluster, bytes);
            }
        }
    }

    private static void store(DraftDisk disk, long cluster, ByteBuffer bytes) throws IOException {
        disk.device().write(cluster * CLUSTER_BYTES, bytes.duplicate());
        disk.sums().data(cluster, bytes);
    }

    /// Says that everything so far is stored.
    void stored() {
        changed.clear();
    }

    /// One cluster's bytes.
    public ByteBuffer read(long cluster) {
        ByteBuffer bytes = ByteBuffer.allocate(lengthOf(cluster));
        content.read(cluster * CLUSTER_BYTES, bytes);
        return bytes.flip();
    }
}
