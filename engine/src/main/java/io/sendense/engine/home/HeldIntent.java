package io.sendense.engine.home;

/// Something that was asked of somebody else and has to be given back. Immutable.
///
/// @param record number of its row in the catalog
/// @param kind what it is: `snapshot`
/// @param run number of the run that holds it
/// @param vm managed object id
/// @param name what the thing is called there; unique
public record HeldIntent(
        long record, String kind, long run, String vcenter, String vm, String name) {
    /// A snapshot that is about to be asked for.
    public static HeldIntent snapshot(
            long record, long run, String vcenter, String vm, String name) {
        return new HeldIntent(record, "snapshot", run, vcenter, vm, name);
    }
}
