package io.sendense.engine.repository.point;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What `vm.json` says: the names a VM has had. Immutable.
///
/// @param names oldest first
public record VmNames(int formatVersion, String instanceUuid, String sourceUuid, List<Seen> names) {
    static final String FILE = "vm.json";
    static final int FORMAT_VERSION = 1;

    public VmNames {
        names = List.copyOf(names);
    }

    /// A name and when points with it were made. Immutable.
    public record Seen(String name, String managedId, Instant first, Instant last) {}

    static VmNames none(VmIdentity vm) {
        return new VmNames(FORMAT_VERSION, vm.instanceUuid(), vm.sourceUuid(), List.of());
    }

    /// These names with one more sighting.
    VmNames with(VmIdentity vm, Instant at) {
        List<Seen> all = new ArrayList<>(names);
        int last = all.size() - 1;
        if (last >= 0
                && all.get(last).name().equals(vm.name())
                && all.get(last).managedId().equals(vm.managedId())) {
            all.set(last, new Seen(vm.name(), vm.managedId(), all.get(last).first(), at));
        } else {
            all.add(new Seen(vm.name(), vm.managedId(), at, at));
        }
        return new VmNames(formatVersion, instanceUuid, sourceUuid, all);
    }
}
