package io.sendense.engine.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What writes the layers of a repository.
public enum TargetServer {
    /// This engine.
    EMBEDDED,
    /// A `qemu-nbd` for each disk, started and watched by the engine. It does not compress.
    QEMU_NBD;

    /// As it is written on command lines: `embedded`, `qemu-nbd`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The one with this id.
    public static Optional<TargetServer> ofId(String id) {
        return Arrays.stream(values()).filter(server -> server.id().equals(id)).findFirst();
    }

    /// Whether layers can be compressed.
    public boolean compresses() {
        return this == EMBEDDED;
    }
}
