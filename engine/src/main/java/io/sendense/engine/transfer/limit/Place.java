package io.sendense.engine.transfer.limit;

/// Something that reads of many disks share. Immutable; two are the same if kind and id are.
///
/// @param id the same in all runs and over all connections: a UUID or an address
public record Place(Kind kind, String id) {
    /// What it is.
    public enum Kind {
        HOST,
        DATASTORE
    }
}
