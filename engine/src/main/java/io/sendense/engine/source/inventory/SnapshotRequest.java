package io.sendense.engine.source.inventory;

/// A snapshot to be taken. Memory is never included. Immutable.
///
/// @param name unique per request: where the server's answer is lost, name and description tell
///   whether the snapshot was taken
public record SnapshotRequest(ObjectId vm, String name, String description, boolean quiesce) {
    /// The same of a guest that goes on working.
    public SnapshotRequest withoutQuiescing() {
        return new SnapshotRequest(vm, name, description, false);
    }
}
