package io.sendense.engine.home;

import java.time.Instant;

/// Something that was asked of somebody else and has to be given back. Immutable.
///
/// @param record number of its row in the catalog
/// @param kind what it is: `snapshot`
/// @param run number of the run that holds it
/// @param vm managed object id
/// @param name what the thing is called there; unique, also among lost catalogs
/// @param asked when it was about to be asked for
public record HeldIntent(
        long record, String kind, long run, String vcenter, String vm, String name, Instant asked) {
    /// A snapshot that is about to be asked for.
    public static HeldIntent snapshot(
            long record, long run, String vcenter, String vm, String name, Instant asked) {
        return new HeldIntent(record, "snapshot", run, vcenter, vm, name, asked);
    }
}
