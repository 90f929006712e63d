package io.sendense.engine.source.inventory;

import java.util.Optional;

/// A folder, datacenter, cluster, host, resource pool or vApp. Immutable.
///
/// @param name decoded for people (`%2f` is `/`)
/// @param parent absent at the root
public record Container(ObjectId id, ContainerKind kind, String name, Optional<ObjectId> parent) {}
