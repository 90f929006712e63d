package io.sendense.engine.lab.storage;

/// What a lab disk is to be. Immutable.
///
/// @param key the device key, unique within the VM
/// @param capacityBytes a positive multiple of 512, at least `content.leastBytes()`
/// @param content what the disk holds from the start
/// @param seed what tells the bytes of this disk from those of another with the same content
public record DiskSpec(int key, long capacityBytes, DiskContent content, DiskMode mode, long seed) {
    public DiskSpec {
        if (capacityBytes < content.leastBytes()
                || capacityBytes <= 0
                || capacityBytes % LabDisk.SECTOR_BYTES != 0) {
            throw new IllegalArgumentException(
                    "disk "
                            + key
                            + ": capacity of "
                            + capacityBytes
                            + " bytes; "
                            + content
                            + " needs "
                            + content.leastBytes()
                            + ", in whole sectors");
        }
    }

    /// A disk that takes part in snapshots.
    public DiskSpec(int key, long capacityBytes, DiskContent content, long seed) {
        this(key, capacityBytes, content, DiskMode.PERSISTENT, seed);
    }
}
