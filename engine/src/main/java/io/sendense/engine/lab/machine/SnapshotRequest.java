package io.sendense.engine.lab.machine;

/// What a snapshot is asked for with. Immutable.
///
/// @param name its name, not unique
/// @param description free text
/// @param memory whether the VM's memory is to be kept too
/// @param quiesce whether the guest is to be brought to rest first
public record SnapshotRequest(String name, String description, boolean memory, boolean quiesce) {}
