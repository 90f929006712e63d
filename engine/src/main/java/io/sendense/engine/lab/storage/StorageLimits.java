package io.sendense.engine.lab.storage;

import io.sendense.engine.lab.content.BaseContent;

/// What bounds a lab's storage.
///
/// @param storeBytes most bytes of changed blocks, over all disks and snapshots of the lab, kept in
///   the sparse temporary file; a write past it fails with a [LabStorageFullException]
/// @param windowBytes longest range that one answer of `FrozenDisk.changedAreas` covers; at least
///   one block
/// @param areasPerAnswer most areas in one such answer; a longer one is cut into further windows
public record StorageLimits(long storeBytes, long windowBytes, int areasPerAnswer) {
    public StorageLimits {
        if (storeBytes < BaseContent.BLOCK_BYTES
                || windowBytes < BaseContent.BLOCK_BYTES
                || areasPerAnswer < 1) {
            throw new IllegalArgumentException(
                    "storage limits too small: store "
                            + storeBytes
                            + " bytes, window "
                            + windowBytes
                            + " bytes, "
                            + areasPerAnswer
                            + " areas");
        }
    }

    /// 16 GiB of changed blocks, windows of 2 TiB, 2,000 areas per answer.
    public static StorageLimits standard() {
        return new StorageLimits(16L << 30, 2L << 40, 2000);
    }

    /// These limits with another window.
    public StorageLimits withWindow(long bytes, int areas) {
        return new StorageLimits(storeBytes, bytes, areas);
    }
}
