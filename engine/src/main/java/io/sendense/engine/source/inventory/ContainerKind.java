package io.sendense.engine.source.inventory;

/// What an inventory object is that holds others.
public enum ContainerKind {
    DATACENTER,
    FOLDER,
    CLUSTER,
    HOST,
    RESOURCE_POOL,
    VAPP
}
