package io.sendense.ui.inventory;

/// One disk of the selected VM, as its table shows it. Immutable.
///
/// @param place controller and unit: `SCSI 0:1`
/// @param included whether a backup takes it
/// @param tracking whether change tracking has a position for it
/// @param file where it lies
record DiskFacts(
        String label,
        int key,
        String place,
        long capacityBytes,
        String mode,
        boolean included,
        String tracking,
        String file) {}
