package io.sendense.engine.serve;

import java.time.Instant;
import java.util.List;

/// A restore point that is being served. Immutable: a picture of now.
///
/// @param id number within this engine
/// @param created when the point's snapshot was taken
/// @param since when serving began
/// @param place `127.0.0.1:10809` or the path of a socket
/// @param network whether other machines reach it
/// @param encrypted whether TLS is required of clients
public record ServedPoint(
        long id,
        String point,
        String repository,
        String vmName,
        Instant created,
        Instant since,
        String place,
        boolean network,
        boolean encrypted,
        List<ServedDisk> disks) {
    public ServedPoint {
        disks = List.copyOf(disks);
    }
}
