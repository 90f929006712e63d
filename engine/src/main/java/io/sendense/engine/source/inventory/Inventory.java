package io.sendense.engine.source.inventory;

import java.util.List;

/// Everything of one vCenter that its trees show, read in one go. Immutable.
public record Inventory(List<Container> containers, List<VmSummary> vms) {
    public Inventory {
        containers = List.copyOf(containers);
        vms = List.copyOf(vms);
    }
}
