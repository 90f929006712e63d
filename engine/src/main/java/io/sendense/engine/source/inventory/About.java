package io.sendense.engine.source.inventory;

/// What a server says of itself. Immutable.
///
/// @param fullName for instance `VMware vCenter Server 8.0.3 build-24022515`
/// @param instanceUuid the vCenter's or host's own uuid
/// @param vcenter false for a standalone ESXi host
public record About(String fullName, String apiVersion, String instanceUuid, boolean vcenter) {}
