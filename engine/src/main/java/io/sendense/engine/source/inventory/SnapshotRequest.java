package io.sendense.engine.source.inventory;

/// A snapshot to be taken. Memory is never included. Immutable.
public record SnapshotRequest(ObjectId vm, String name, String description, boolean quiesce) {}
