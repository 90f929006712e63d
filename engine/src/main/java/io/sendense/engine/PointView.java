package io.sendense.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A restore point. Immutable.
///
/// @param id 16 base32 characters
/// @param created when its snapshot was taken
/// @param run number of the run that made it; absent when it came with an imported repository
/// @param incremental whether any of its layers is backed by another point's layer
/// @param consistency `application`, `crash` ...
/// @param folder absolute path of its folder
/// @param check the last time it was verified; absent where it never was
public record PointView(
        String id,
        String repository,
        String vcenter,
        String vmName,
        String vmUuid,
        Instant created,
        Optional<Long> run,
        boolean incremental,
        String consistency,
        long layerBytes,
        String folder,
        List<PointDiskView> disks,
        Optional<PointCheck> check) {
    public PointView {
        disks = List.copyOf(disks);
    }

    /// One disk of a restore point. Immutable.
    ///
    /// @param layer absolute path of its QCOW2 file
    /// @param layerBytes size of that file
    /// @param parent id of the point whose layer backs this one; absent for a full
    /// @param changeId position of change tracking, kept for the next incremental; absent where
    ///   there was none
    public record PointDiskView(
            int key,
            String label,
            long capacityBytes,
            String layer,
            long layerBytes,
            Optional<String> parent,
            Optional<String> changeId) {}
}
