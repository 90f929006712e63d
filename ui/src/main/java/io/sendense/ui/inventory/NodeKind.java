package io.sendense.ui.inventory;

/// What a line of the tree stands for, in the order in which siblings are listed.
enum NodeKind {
    VCENTER,
    DATACENTER,
    FOLDER,
    CLUSTER,
    HOST,
    RESOURCE_POOL,
    VAPP,
    VM,
    TEMPLATE
}
