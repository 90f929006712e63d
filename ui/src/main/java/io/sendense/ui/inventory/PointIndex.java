package io.sendense.ui.inventory;

import io.sendense.engine.PointView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All restore points by VM, as they were read last. Immutable.
///
/// @param known whether they were read: if not, nothing is said of any VM
record PointIndex(boolean known, Map<String, List<PointView>> byVm) {
    /// A VM without a restore point of this time needs a person's eye.
    static final Duration LATELY = Duration.ofDays(7);

    /// Before they were read.
    static final PointIndex UNKNOWN = new PointIndex(false, Map.of());

    PointIndex {
        byVm = Map.copyOf(byVm);
    }

    static PointIndex of(List<PointView> points) {
        Map<String, List<PointView>> byVm = new HashMap<>();
        for (PointView point : points) {
            byVm.computeIfAbsent(key(point.vcenter(), point.vmUuid()), _ -> new ArrayList<>())
                    .add(point);
        }
        Comparator<PointView> newestFirst = Comparator.comparing(PointView::created).reversed();
        byVm.replaceAll((_, of) -> of.stream().sorted(newestFirst).toList());
        return new PointIndex(true, byVm);
    }

    private static String key(String vcenter, String vmUuid) {
        return vcenter + "\n" + vmUuid.toLowerCase(Locale.ROOT);
    }

    /// Those of one VM, newest first.
    List<PointView> of(String vcenter, String vmUuid) {
        return byVm.getOrDefault(key(vcenter, vmUuid), List.of());
    }

    /// The state of one VM: `NEVER`, `NOT_LATELY` or `PROTECTED`; empty where nothing is known.
    Optional<ProtectionChoice> protection(String vcenter, String vmUuid, Instant now) {
        if (!known) {
            return Optional.empty();
        }
        List<PointView> points = of(vcenter, vmUuid);
        if (points.isEmpty()) {
            return Optional.of(ProtectionChoice.NEVER);
        }
        boolean lately = points.getFirst().created().isAfter(now.minus(LATELY));
        return Optional.of(lately ? ProtectionChoice.PROTECTED : ProtectionChoice.NOT_LATELY);
    }
}
