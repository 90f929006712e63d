package io.sendense.engine.job;

/// What a job's selection names: one VM, or something whose VMs are found anew at each run.
public enum SelectorKind {
    VM,
    FOLDER,
    DATACENTER,
    CLUSTER,
    HOST,
    RESOURCE_POOL,
    VAPP,
    TAG
}
