package io.sendense.engine.repository.point;

import java.util.Locale;
import java.util.Optional;

/// Which disk of a VM a disk is. Immutable; the UUID is kept in lower case.
///
/// @param key device key, unique within the VM
/// @param backingUuid the disk's own UUID, which follows it when it is moved; absent for some
///   backings
public record DiskIdentity(int key, Optional<String> backingUuid) {
    public DiskIdentity {
        backingUuid = backingUuid.map(uuid -> uuid.toLowerCase(Locale.ROOT));
    }
}
