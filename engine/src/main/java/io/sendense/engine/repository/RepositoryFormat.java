package io.sendense.engine.repository;

import io.sendense.engine.repository.point.LayerImages;
import java.time.Instant;

/// What `repository.json` says. Fixed for the repository's life. Immutable.
///
/// @param clusterSize of every layer, in bytes
/// @param compressionType of compressed clusters
/// @param extendedL2 whether layers use extended L2 entries: `on` or `off`
record RepositoryFormat(
        int formatVersion,
        String repositoryId,
        int clusterSize,
        String compressionType,
        String extendedL2,
        Instant created) {
    static final String FILE = "repository.json";
    static final int VERSION = 1;
    private static final String COMPRESSION = "zstd";
    private static final String EXTENDED_L2 = "off";

    RepositoryFormat {
        if (clusterSize != LayerImages.CLUSTER_BYTES
                || !compressionType.equals(COMPRESSION)
                || !extendedL2.equals(EXTENDED_L2)
                || repositoryId.isBlank()) {
            throw new IllegalArgumentException(
                    "cluster_size %d, compression_type %s, extended_l2 %s; known: %d, %s, %s"
                            .formatted(
                                    clusterSize,
                                    compressionType,
                                    extendedL2,
                                    LayerImages.CLUSTER_BYTES,
                                    COMPRESSION,
                                    EXTENDED_L2));
        }
    }

    static RepositoryFormat create(String id, Instant created) {
        return new RepositoryFormat(
                VERSION, id, LayerImages.CLUSTER_BYTES, COMPRESSION, EXTENDED_L2, created);
    }
}
