package io.sendense.engine.repository.point;

import java.util.Optional;

/// A disk to be stored in a draft. Immutable.
///
/// @param key device key
/// @param controller short name of the controller with its bus number: `SCSI 0`
/// @param parent the layer the new one is backed by, of the same VM and capacity: see
///   `RestorePoint.parentLayerFor`; absent for a full
public record DraftDiskRequest(
        int key,
        String label,
        String controller,
        int unitNumber,
        long capacityBytes,
        Optional<String> backingUuid,
        Optional<PointLayer> parent) {
    public DraftDiskRequest {
        if (key < 0 || capacityBytes <= 0) {
            throw new IllegalArgumentException(
                    "disk with key " + key + " and " + capacityBytes + " bytes");
        }
        if (parent.isPresent() && parent.get().capacityBytes() != capacityBytes) {
            throw new IllegalArgumentException(
                    "disk "
                            + key
                            + " has "
                            + capacityBytes
                            + " bytes, its parent "
                            + parent.get()
                            + " has "
                            + parent.get().capacityBytes());
        }
    }
}
