package io.sendense.engine.source.inventory;

import java.util.Optional;
import java.util.Set;

/// What a disk's reads burden. Immutable. Ids are the same over whatever connection they were read,
/// so that two that are equal are one host or one datastore.
///
/// @param host the ESXi host its VM runs on, where that is told
/// @param datastores where its files lie
/// @param requests most requests that one read of it has under way at once
public record DiskLocation(Optional<String> host, Set<String> datastores, int requests) {
    public DiskLocation {
        datastores = Set.copyOf(datastores);
    }
}
