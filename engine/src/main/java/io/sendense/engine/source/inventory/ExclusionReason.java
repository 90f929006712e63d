package io.sendense.engine.source.inventory;

import java.util.Optional;

/// Why a disk cannot be backed up through a snapshot. What people read of it stands in the bundles
/// of problems and events.
public enum ExclusionReason {
    INDEPENDENT_PERSISTENT,
    INDEPENDENT_NONPERSISTENT,
    RAW_PHYSICAL,
    SHARED;

    /// The reason to leave a disk out; none for one that can be backed up.
    public static Optional<ExclusionReason> of(VirtualDisk disk) {
        switch (disk.mode()) {
            case INDEPENDENT_PERSISTENT -> {
                return Optional.of(INDEPENDENT_PERSISTENT);
            }
            case INDEPENDENT_NONPERSISTENT -> {
                return Optional.of(INDEPENDENT_NONPERSISTENT);
            }
            case PERSISTENT, OTHER -> {}
        }
        if (disk.backing() == DiskBacking.RAW_PHYSICAL) {
            return Optional.of(RAW_PHYSICAL);
        }
        return disk.shared() ? Optional.of(SHARED) : Optional.empty();
    }
}
