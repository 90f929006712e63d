package io.sendense.ui.dashboard;

import io.sendense.engine.PointView;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// When the newest restore point of each VM was taken: all that the first page asks of tens of
/// thousands. Immutable.
final class NewestPoints {
    static final NewestPoints NONE = new NewestPoints(Map.of());

    private final Map<String, Instant> byVm;

    private NewestPoints(Map<String, Instant> byVm) {
        this.byVm = byVm;
    }

    /// A point counts for the VM with its UUID on its vCenter.
    static NewestPoints of(Collection<PointView> points) {
        Map<String, Instant> byVm = new HashMap<>();
        for (PointView point : points) {
            byVm.merge(
                    key(point.vcenter(), point.vmUuid()),
                    point.created(),
                    (one, other) -> one.isAfter(other) ? one : other);
        }
        return new NewestPoints(byVm);
    }

    private static String key(String vcenter, String uuid) {
        return vcenter + "\n" + uuid.toLowerCase(Locale.ROOT);
    }

    /// Whether a VM has a point of after this moment. A VM without UUID has none.
    boolean has(String vcenter, String uuid, Instant after) {
        Instant newest = uuid.isEmpty() ? null : byVm.get(key(vcenter, uuid));
        return newest != null && newest.isAfter(after);
    }
}
