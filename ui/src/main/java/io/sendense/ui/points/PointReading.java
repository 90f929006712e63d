package io.sendense.ui.points;

import io.sendense.engine.PointView;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.ui.shared.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All restore points as they were read at once, by VM: made off the FX thread, as a site of 5,000
/// VMs has tens of thousands. Immutable.
///
/// @param all by their ids
/// @param byVm by [VmLine#id], each VM's the newest first
/// @param vms a line for each VM
record PointReading(
        Map<String, PointView> all,
        Map<String, List<PointView>> byVm,
        List<VmLine> vms,
        List<ServedPoint> served) {
    static final PointReading NONE = new PointReading(Map.of(), Map.of(), List.of(), List.of());

    /// @param points the newest first
    static PointReading of(List<PointView> points, List<ServedPoint> served, Texts texts) {
        Map<String, PointView> all = new LinkedHashMap<>();
        points.forEach(each -> all.put(each.id(), each));
        Map<String, List<PointView>> byVm =
                points.stream()
                        .collect(
                                Collectors.groupingBy(
                                        VmLine::id, LinkedHashMap::new, Collectors.toList()));
        List<VmLine> vms = byVm.values().stream().map(of -> VmLine.of(of, texts)).toList();
        return new PointReading(all, byVm, vms, List.copyOf(served));
    }
}
