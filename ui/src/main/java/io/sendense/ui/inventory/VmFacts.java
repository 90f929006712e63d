package io.sendense.ui.inventory;

import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;

/// Puts a VM's configuration into words. Immutable.
final class VmFacts {
    private final Messages messages;
    private final Formats formats;

    VmFacts(Texts texts) {
        this.messages = texts.messages();
        this.formats = texts.formats();
    }

    /// What is worth knowing before a backup.
    ///
    /// @param host its name, if that is known
    List<Fact> general(VirtualMachine vm, String host) {
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        messages.text("details.guest"), vm.summary().guest().orElse(Formats.NONE)));
        facts.add(new Fact(messages.text("details.host"), host));
        facts.add(
                new Fact(
                        messages.text("details.datacenter"), vm.datacenter().orElse(Formats.NONE)));
        facts.add(new Fact(messages.text("details.hardware"), vm.hardwareVersion()));
        facts.add(
                new Fact(
                        messages.text("details.storage"),
                        formats.bytes(vm.summary().storageBytes())));
        facts.add(new Fact(messages.text("details.tracking"), tracking(vm)));
        facts.add(new Fact(messages.text("details.uuid"), vm.summary().instanceUuid()));
        return facts;
    }

    private String tracking(VirtualMachine vm) {
        if (!vm.changeTrackingSupported()) {
            return messages.text("details.tracking.unsupported");
        }
        return vm.changeTrackingEnabled()
                ? messages.text("details.tracking.on")
                : messages.text("details.tracking.off");
    }

    DiskFacts disk(VirtualMachine vm, VirtualDisk disk) {
        return new DiskFacts(
                disk.label(),
                disk.key(),
                disk.controller() + ":" + disk.unitNumber(),
                disk.capacityBytes(),
                mode(disk),
                isIncluded(disk),
                tracking(vm, disk),
                disk.file().toString());
    }

    private static boolean isIncluded(VirtualDisk disk) {
        return disk.mode().takesPartInSnapshots() && disk.backing() != DiskBacking.RAW_PHYSICAL;
    }

    /// Whether vSphere tells what changed on a disk, and if not, why.
    private String tracking(VirtualMachine vm, VirtualDisk disk) {
        if (disk.changeId().isPresent()) {
            return messages.text("details.disk.tracking.on");
        }
        if (disk.backing() == DiskBacking.RAW_PHYSICAL) {
            return messages.text("details.disk.tracking.raw");
        }
        if (!disk.mode().takesPartInSnapshots()) {
            return messages.text("details.disk.tracking.independent");
        }
        if (!vm.changeTrackingSupported()) {
            return messages.text("details.disk.tracking.unsupported");
        }
        return vm.changeTrackingEnabled()
                ? messages.text("details.disk.tracking.next")
                : messages.text("details.disk.tracking.first");
    }

    private String mode(VirtualDisk disk) {
        String provisioning =
                switch (disk.backing()) {
                    case RAW_VIRTUAL, RAW_PHYSICAL -> messages.text("details.disk.raw");
                    case FLAT, SPARSE, UNKNOWN ->
                            disk.thin()
                                    ? messages.text("details.disk.thin")
                                    : messages.text("details.disk.thick");
                };
        return switch (disk.mode()) {
            case PERSISTENT, OTHER -> provisioning;
            case INDEPENDENT_PERSISTENT, INDEPENDENT_NONPERSISTENT ->
                    messages.text("details.disk.independent");
        };
    }

    /// Snapshots in the order of their tree, each with its time.
    List<Fact> snapshots(List<SnapshotNode> nodes) {
        List<Fact> lines = new ArrayList<>();
        nodes.forEach(node -> addSnapshot(node, 0, lines));
        return lines;
    }

    private void addSnapshot(SnapshotNode node, int depth, List<Fact> lines) {
        String indent = depth == 0 ? "" : "    ".repeat(depth - 1) + "\u2514 ";
        lines.add(new Fact(indent + node.name(), formats.moment(node.created())));
        node.children().forEach(child -> addSnapshot(child, depth + 1, lines));
    }
}
