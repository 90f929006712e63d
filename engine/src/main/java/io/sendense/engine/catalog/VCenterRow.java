package io.sendense.engine.catalog;

import java.time.Instant;
import java.util.Optional;

/// A vCenter or ESXi host. Its password is in the secret store, never here. Immutable.
///
/// @param name unique
/// @param url of its SDK
/// @param trust how its certificate is checked: `sha256:<hex>`, `ca:<file>` ...
/// @param instanceUuid its own uuid; absent until it was logged in to
/// @param added kept to the microsecond
public record VCenterRow(
        String name,
        String url,
        String user,
        String trust,
        Optional<String> instanceUuid,
        Instant added) {
    public VCenterRow {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a vCenter's name cannot be blank");
        }
        added = Values.stored(added);
    }
}
