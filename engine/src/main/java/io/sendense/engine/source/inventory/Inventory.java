package io.sendense.engine.source.inventory;

import java.util.List;

/// Everything of one vCenter that its trees show, read in one go. Immutable.
///
/// The containers are one tree with the root folder at its top, a `FOLDER` without a parent. Below
/// each datacenter stand two folders that the server names `vm` and `host`: trees of VMs show the
/// children of the one in the datacenter's place, trees of hosts those of the other. Neither the
/// root resource pool of a host or cluster is in it, nor the object around a standalone host: what
/// they hold hangs on the host or cluster. An account that may not see everything gets several
/// containers without a parent.
public record Inventory(List<Container> containers, List<VmSummary> vms, Tags tags) {
    public Inventory {
        containers = List.copyOf(containers);
        vms = List.copyOf(vms);
    }

    /// An inventory without tags.
    public Inventory(List<Container> containers, List<VmSummary> vms) {
        this(containers, vms, Tags.NONE);
    }

    /// The same with other tags.
    public Inventory with(Tags other) {
        return new Inventory(containers, vms, other);
    }
}
