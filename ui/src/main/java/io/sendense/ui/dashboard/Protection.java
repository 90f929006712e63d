package io.sendense.ui.dashboard;

import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.ui.bridge.VCenterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// How many VMs have a restore point that is new enough. Immutable.
///
/// @param unprotected names of those that have none, sorted
record Protection(int protectedVms, List<String> unprotected) {
    /// Older points protect nobody from losing more than a week.
    static final Duration NEW_ENOUGH = Duration.ofDays(7);

    Protection {
        unprotected = List.copyOf(unprotected);
    }

    /// Of all VMs that are known; templates are none.
    static Protection of(Collection<VCenterState> vcenters, NewestPoints points, Instant now) {
        Instant enough = now.minus(NEW_ENOUGH);
        int count = 0;
        List<String> without = new ArrayList<>();
        for (VCenterState vcenter : vcenters) {
            List<VmSummary> vms = vcenter.inventory().map(read -> read.vms()).orElse(List.of());
            for (VmSummary vm : vms) {
                if (vm.template()) {
                    continue;
                }
                if (points.has(vcenter.name(), vm.instanceUuid(), enough)) {
                    count++;
                } else {
                    without.add(vm.name());
                }
            }
        }
        without.sort(String.CASE_INSENSITIVE_ORDER);
        return new Protection(count, without);
    }

    int all() {
        return protectedVms + unprotected.size();
    }
}
