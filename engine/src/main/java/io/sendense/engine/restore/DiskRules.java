package io.sendense.engine.restore;

import static io.sendense.engine.restore.DeviceRules.about;

import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.ExclusionReason;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.vsphere.config.XmlNode;
import java.util.List;
import java.util.Optional;

/// Disks: what is in no restore point, and what comes back as another kind. One verdict each, the
/// gravest. Stateless.
final class DiskRules {
    private DiskRules() {}

    /// @param device the disk's own element
    static PlanItem item(XmlNode device, VirtualDisk disk) {
        String label = Words.label(device);
        Optional<ConcernRule> reason = ExclusionReason.of(disk).map(DiskRules::rule);
        if (reason.isPresent()) {
            return PlanItem.of(label, about(device, reason.get()));
        }
        List<String> filters = device.all("iofilter").map(node -> Words.cut(node.text())).toList();
        if (!filters.isEmpty()) {
            return PlanItem.of(
                    label,
                    about(device, ConcernRule.DISK_FILTERED).with("filter", Words.list(filters)));
        }
        if (disk.backing() == DiskBacking.RAW_VIRTUAL) {
            return PlanItem.of(label, about(device, ConcernRule.DISK_RAW_VIRTUAL));
        }
        return device.child("vDiskId").isPresent()
                ? PlanItem.of(label, about(device, ConcernRule.DISK_FIRST_CLASS))
                : PlanItem.kept(label);
    }

    private static ConcernRule rule(ExclusionReason reason) {
        return switch (reason) {
            case INDEPENDENT_PERSISTENT, INDEPENDENT_NONPERSISTENT -> ConcernRule.DISK_INDEPENDENT;
            case RAW_PHYSICAL -> ConcernRule.DISK_RAW_PHYSICAL;
            case SHARED -> ConcernRule.DISK_SHARED;
        };
    }
}
