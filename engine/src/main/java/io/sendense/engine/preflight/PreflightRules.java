package io.sendense.engine.preflight;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All rules. Stateless.
public final class PreflightRules {
    private PreflightRules() {}

    /// What speaks against a backup of this VM, the gravest first.
    public static List<Concern> concerns(
            VirtualMachine vm, VmCondition condition, BackupOptions options) {
        Facts facts = new Facts(vm, condition, options);
        List<Concern> found = new ArrayList<>();
        VmRules.check(facts, found::add);
        DiskRules.check(facts, found::add);
        PlaceRules.check(facts, found::add);
        RestoreRules.check(condition, found::add);
        found.sort(Comparator.comparing(Concern::severity));
        return List.copyOf(found);
    }
}
