package io.sendense.engine.backup;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One disk of a [FakeVmSource], and at which position of change tracking each of its blocks was
/// last written. Guarded by its source.
final class FakeDisk {
    static final int BLOCK = 65536;

    int key;
    MemoryBlockDevice content;
    String uuid;
    String trackingUuid = "52 aa bb";
    DiskMode mode = DiskMode.PERSISTENT;
    String file;
    private final Map<Long, Long> written = new TreeMap<>();

    FakeDisk(int key, long size) {
        this.key = key;
        this.content = new MemoryBlockDevice(size);
        this.uuid = "6000c290-0000-4000-8000-00000000" + key;
        this.file = "[ds] pgtest1/disk-" + key + ".vmdk";
    }

    /// What it is called and how it lies in the VM.
    ///
    /// @param position where change tracking stands; absent where it is off
    VirtualDisk describe(int index, Optional<Long> position) {
        return new VirtualDisk(
                key,
                "Hard disk " + (index + 1),
                "SCSI 0",
                1000,
                index,
                content.size(),
                DatastorePath.parse(file),
                DiskBacking.FLAT,
                mode,
                true,
                false,
                Optional.of(uuid),
                position.map(at -> new ChangeId(trackingUuid + "/" + at)),
                0);
    }

    void write(long offset, byte[] bytes, long position) {
        content.write(offset, ByteBuffer.wrap(bytes));
        for (long block = offset / BLOCK; block * BLOCK < offset + bytes.length; block++) {
            written.put(block, position);
        }
    }

    /// Gives a range back: it reads as zeroes, and is not allocated any more.
    void trim(long firstBlock, long count) {
        content.write(firstBlock * BLOCK, ByteBuffer.wrap(new byte[(int) count * BLOCK]));
        for (long block = firstBlock; block < firstBlock + count; block++) {
            written.remove(block);
        }
    }

    /// Makes it longer; what is there stays.
    void grow(long size) {
        content = copy(size);
    }

    byte[] bytes() {
        ByteBuffer all = ByteBuffer.allocate((int) content.size());
        content.read(0, all);
        return all.array();
    }

    private MemoryBlockDevice copy(long size) {
        MemoryBlockDevice copy = new MemoryBlockDevice(size);
        copy.write(0, ByteBuffer.wrap(bytes()));
        return copy;
    }

    /// The disk as it is now, whatever becomes of it.
    FakeDisk copy() {
        FakeDisk copy = new FakeDisk(key, content.size());
        copy.content = copy(content.size());
        copy.written.putAll(written);
        return copy;
    }

    /// Takes the content of another, with what was noted of changes to it.
    void become(FakeDisk other) {
        content = other.copy(other.content.size());
        written.clear();
        written.putAll(other.written);
    }

    /// The blocks that were written after a position of change tracking.
    ExtentList writtenAfter(long position) {
        List<Extent> extents = new ArrayList<>();
        written.forEach((block, at) -> {
            if (at > position) {
                long offset = block * BLOCK;
                extents.add(Extent.between(offset, Math.min(offset + BLOCK, content.size())));
            }
        });
        return ExtentList.union(extents);
    }
}
