package io.sendense.engine.lab.machine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The part of a VM's configuration that changes, at one instant. Immutable.
///
/// @param modified when it last changed
/// @param changeTracking whether change tracking was asked for
/// @param disks the disks by device key, in device order
public record ConfigMoment(
        Instant modified, boolean changeTracking, Map<Integer, DiskMoment> disks) {

    /// A disk at that instant.
    ///
    /// @param capacityBytes its capacity
    /// @param uuid its backing's UUID
    /// @param changeId where its change tracking stood, where it was in effect
    public record DiskMoment(long capacityBytes, String uuid, Optional<String> changeId) {}

    /// Copies the map in, in its order.
    public ConfigMoment {
        disks = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(disks));
    }

    /// The disk with that key.
    ///
    /// @throws IllegalArgumentException there is none
    public DiskMoment disk(int key) {
        DiskMoment disk = disks.get(key);
        if (disk == null) {
            throw new IllegalArgumentException("no disk " + key + " among " + disks.keySet());
        }
        return disk;
    }
}
