package io.sendense.engine.repository.point;

import io.sendense.engine.repository.sums.Sha256;

/// What a layer and its sums were when the point was published. Immutable.
///
/// @param bytes size of the QCOW2 file
/// @param metadataSha256 of header, tables and refcounts of the QCOW2 file
///   ([io.sendense.engine.disk.qcow2.MetadataDigest])
/// @param sumsBytes size of the `.sums` file
/// @param sumsRecords number of clusters with a sum
/// @param sumsSha256 of the `.sums` file
public record StoredLayer(
        long bytes, String metadataSha256, long sumsBytes, long sumsRecords, String sumsSha256) {
    public StoredLayer {
        if (bytes <= 0 || sumsBytes <= 0 || sumsRecords < 0) {
            throw new IllegalArgumentException(
                    "a layer of "
                            + bytes
                            + " bytes with "
                            + sumsRecords
                            + " sums in "
                            + sumsBytes
                            + " bytes");
        }
        Sha256.ofHex(metadataSha256);
        Sha256.ofHex(sumsSha256);
    }
}
