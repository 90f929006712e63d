package io.sendense.engine.catalog;

import java.util.Optional;

/// One disk of a restore point. Immutable.
///
/// @param key device key
/// @param layer file name of the layer in the point's folder
/// @param layerBytes size of that file
/// @param parent the layer that backs this one; absent for a full
/// @param backingUuid the disk's own uuid, by which the next run finds its parent
/// @param changeId position of change tracking, kept for the next incremental
public record PointDiskRow(
        int key,
        String label,
        long capacityBytes,
        String layer,
        long layerBytes,
        Optional<Parent> parent,
        Optional<String> backingUuid,
        Optional<String> changeId) {

    /// A disk of an earlier restore point. The key may be another: disks are found by their uuid.
    public record Parent(String point, int key) {}
}
