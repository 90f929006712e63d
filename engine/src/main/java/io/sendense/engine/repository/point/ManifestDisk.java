package io.sendense.engine.repository.point;

import io.sendense.engine.run.ReadMode;
import io.sendense.engine.source.change.FullReason;
import java.util.Optional;

/// One disk in a manifest. Immutable.
///
/// @param key device key; names the layer's file
/// @param controller short name of the controller with its bus number: `SCSI 0`
/// @param unitNumber position on the controller
/// @param parent the layer that backs this one; absent for a full
/// @param mode which bytes the run read
/// @param fullReason why they were all of them; absent for incremental reads
/// @param change the change ID of the same snapshot, or why there is none
public record ManifestDisk(
        int key,
        String label,
        String controller,
        int unitNumber,
        long capacityBytes,
        Optional<String> backingUuid,
        Optional<LayerParent> parent,
        ReadMode mode,
        Optional<FullReason> fullReason,
        ChangeMark change,
        StoredLayer layer) {
    public ManifestDisk {
        if (key < 0 || capacityBytes <= 0) {
            throw new IllegalArgumentException(
                    "disk with key " + key + " and " + capacityBytes + " bytes");
        }
        if (mode != ReadMode.FULL && parent.isEmpty()) {
            throw new IllegalArgumentException(
                    "disk " + key + " was read " + mode + ", but has no parent layer");
        }
        if (fullReason.isEmpty() != (mode == ReadMode.INCREMENTAL)) {
            throw new IllegalArgumentException(
                    "disk " + key + " was read " + mode + " with reason " + fullReason);
        }
    }

    public DiskIdentity identity() {
        return new DiskIdentity(key, backingUuid);
    }

    /// Name of the QCOW2 file of the disk with this key.
    public static String layerName(int key) {
        return "disk-" + key + ".qcow2";
    }

    /// Name of the sums file of the disk with this key.
    public static String sumsName(int key) {
        return "disk-" + key + ".sums";
    }
}
