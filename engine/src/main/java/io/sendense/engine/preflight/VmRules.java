package io.sendense.engine.preflight;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmCondition;
import java.util.List;
import java.util.function.Consumer;

/// The VM as a whole: its state, its guest, its snapshots, change tracking. Stateless.
final class VmRules {
    /// A host takes no snapshot above this many.
    private static final int MAX_DEPTH = 32;

    private VmRules() {}

    static void check(Facts facts, Consumer<Concern> found) {
        VirtualMachine vm = facts.vm();
        VmCondition condition = facts.condition();
        if (vm.summary().template()) {
            found.accept(Concern.of(ConcernRule.VM_TEMPLATE));
        }
        if (!condition.connection().equals("connected")) {
            found.accept(
                    Concern.of(ConcernRule.VM_UNREACHABLE)
                            .with("connection", condition.connection()));
        }
        if (vm.summary().instanceUuid().isEmpty()) {
            found.accept(Concern.of(ConcernRule.VM_WITHOUT_UUID));
        }
        if (condition.faultTolerant()) {
            found.accept(Concern.of(ConcernRule.VM_FAULT_TOLERANT));
        }
        if (vm.summary().power() == PowerState.SUSPENDED) {
            found.accept(Concern.of(ConcernRule.VM_SUSPENDED));
        }
        checkGuest(facts, found);
        checkSnapshots(vm, found);
        checkTracking(vm, found);
    }

    /// A guest that is off is at rest.
    private static void checkGuest(Facts facts, Consumer<Concern> found) {
        boolean asked = facts.options().quiescing() != Quiescing.OFF;
        boolean on = facts.vm().summary().power() == PowerState.ON;
        if (asked && on && facts.condition().tools() == VmCondition.GuestTools.NOT_RUNNING) {
            found.accept(
                    Concern.of(
                            facts.options().quiescing() == Quiescing.REQUIRED
                                    ? ConcernRule.GUEST_CANNOT_QUIESCE
                                    : ConcernRule.GUEST_MAY_NOT_QUIESCE));
        }
    }

    private static void checkSnapshots(VirtualMachine vm, Consumer<Concern> found) {
        int depth = depth(vm.snapshots());
        if (depth >= MAX_DEPTH) {
            found.accept(Concern.of(ConcernRule.SNAPSHOTS_TOO_DEEP).withCount("count", depth));
        }
        if (!vm.snapshots().isEmpty()) {
            found.accept(
                    Concern.of(ConcernRule.SNAPSHOTS_PRESENT)
                            .withCount("count", count(vm.snapshots())));
        }
        if (vm.consolidationNeeded()) {
            found.accept(Concern.of(ConcernRule.CONSOLIDATION_NEEDED));
        }
    }

    private static int depth(List<SnapshotNode> nodes) {
        int deepest = 0;
        for (SnapshotNode node : nodes) {
            deepest = Math.max(deepest, 1 + depth(node.children()));
        }
        return deepest;
    }

    private static int count(List<SnapshotNode> nodes) {
        int count = nodes.size();
        for (SnapshotNode node : nodes) {
            count += count(node.children());
        }
        return count;
    }

    private static void checkTracking(VirtualMachine vm, Consumer<Concern> found) {
        if (!vm.changeTrackingSupported()) {
            found.accept(
                    Concern.of(ConcernRule.TRACKING_UNSUPPORTED)
                            .with("version", vm.hardwareVersion()));
        } else if (!vm.changeTrackingEnabled()) {
            found.accept(
                    Concern.of(
                            vm.snapshots().isEmpty()
                                    ? ConcernRule.TRACKING_WILL_BE_ENABLED
                                    : ConcernRule.TRACKING_BLOCKED));
        }
    }
}
