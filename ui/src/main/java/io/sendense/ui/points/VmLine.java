package io.sendense.ui.points;

import io.sendense.engine.PointView;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.time.Instant;
import java.util.List;

/// A VM that has restore points. Immutable.
///
/// @param id of the VM within this page: instance UUID and vCenter
/// @param uuid its instance UUID
/// @param name the newest it had
/// @param words how many points, and when the newest was made
/// @param tone `DANGER` where a point's last verification failed
record VmLine(String id, String uuid, String name, String words, Instant newest, Tone tone) {

    static String id(PointView point) {
        return point.vmUuid() + " " + point.vcenter();
    }

    /// @param points of one VM, the newest first
    static VmLine of(List<PointView> points, Texts texts) {
        PointView newest = points.getFirst();
        boolean damaged =
                points.stream()
                        .anyMatch(point -> point.check().filter(c -> !c.sound()).isPresent());
        return new VmLine(
                id(newest),
                newest.vmUuid(),
                newest.vmName(),
                texts.messages()
                        .text(
                                "points.vm.words",
                                points.size(),
                                texts.formats().moment(newest.created())),
                newest.created(),
                damaged ? Tone.DANGER : Tone.NEUTRAL);
    }
}
