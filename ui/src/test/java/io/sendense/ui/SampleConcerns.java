package io.sendense.ui;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;

/// What the stand-in engine finds about its VMs.
final class SampleConcerns {
    private SampleConcerns() {}

    static List<Concern> of(VirtualMachine vm) {
        List<Concern> found = new ArrayList<>();
        if (vm.summary().template()) {
            found.add(Concern.of(ConcernRule.VM_TEMPLATE));
        }
        for (VirtualDisk disk : vm.disks()) {
            if (disk.mode() == DiskMode.INDEPENDENT_PERSISTENT) {
                found.add(Concern.of(ConcernRule.DISK_INDEPENDENT).with("label", disk.label()));
            }
            if (disk.shared()) {
                found.add(Concern.of(ConcernRule.DISK_SHARED).with("label", disk.label()));
            }
        }
        if (vm.consolidationNeeded()) {
            found.add(Concern.of(ConcernRule.CONSOLIDATION_NEEDED));
        }
        if (!vm.changeTrackingEnabled()) {
            found.add(Concern.of(ConcernRule.TRACKING_WILL_BE_ENABLED));
        }
        return found;
    }
}
