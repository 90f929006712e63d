package io.sendense.engine.lab.inventory;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Makes the same UUIDs for the same seed. Immutable.
///
/// @param seed tells one lab from another
record Identities(long seed) {
    UUID of(String name) {
        return UUID.nameUUIDFromBytes((seed + "/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
