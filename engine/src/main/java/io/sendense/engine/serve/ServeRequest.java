package io.sendense.engine.serve;

import java.util.List;
import java.util.Optional;

/// A restore point to be served. Immutable.
///
/// @param point id or unambiguous prefix, or `VM@latest`
/// @param disks device keys; none for all disks
/// @param tls absent for a connection in the clear
public record ServeRequest(
        String point, List<Integer> disks, ServePlace place, Optional<ServeTls> tls) {
    public ServeRequest {
        disks = List.copyOf(disks);
    }

    /// All disks, for this machine only, at any free port.
    public static ServeRequest of(String point) {
        return new ServeRequest(point, List.of(), ServePlace.anyPort(), Optional.empty());
    }
}
