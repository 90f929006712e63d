package io.sendense.ui.dashboard;

import io.sendense.engine.PointView;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.ui.bridge.VCenterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How many VMs have a restore point that is new enough. Immutable.
///
/// @param unprotected names of those that have none, sorted
record Protection(int protectedVms, List<String> unprotected) {
    /// Older points protect nobody from losing more than a week.
    static final Duration NEW_ENOUGH = Duration.ofDays(7);

    Protection {
        unprotected = List.copyOf(unprotected);
    }

    /// Of all VMs that are known; templates are none. A point counts for the VM with its UUID on
    /// its vCenter: a VM without UUID has none.
    static Protection of(
            Collection<VCenterState> vcenters, Collection<PointView> points, Instant now) {
        Set<String> held = new HashSet<>();
        for (PointView point : points) {
            if (point.created().isAfter(now.minus(NEW_ENOUGH))) {
                held.add(key(point.vcenter(), point.vmUuid()));
            }
        }
        int count = 0;
        List<String> without = new ArrayList<>();
        for (VCenterState vcenter : vcenters) {
            List<VmSummary> vms = vcenter.inventory().map(read -> read.vms()).orElse(List.of());
            for (VmSummary vm : vms) {
                if (vm.template()) {
                    continue;
                }
                boolean has =
                        !vm.instanceUuid().isEmpty()
                                && held.contains(key(vcenter.name(), vm.instanceUuid()));
                if (has) {
                    count++;
                } else {
                    without.add(vm.name());
                }
            }
        }
        without.sort(String.CASE_INSENSITIVE_ORDER);
        return new Protection(count, without);
    }

    private static String key(String vcenter, String uuid) {
        return vcenter + "\n" + uuid.toLowerCase(Locale.ROOT);
    }

    int all() {
        return protectedVms + unprotected.size();
    }
}
