package io.sendense.engine.backup;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.concern.Severity;
import io.sendense.engine.preflight.PreflightRules;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmSource;
import java.util.List;
import java.util.Set;

/// What is checked before anything is asked of the server. Stateless.
final class Preflight {
    /// Told as disks that are left out, each with its reason.
    private static final Set<ConcernRule> LEFT_OUT =
            Set.of(
                    ConcernRule.DISK_INDEPENDENT,
                    ConcernRule.DISK_RAW_PHYSICAL,
                    ConcernRule.DISK_SHARED);

    /// Says which disks a backup of this VM would hold.
    ///
    /// @throws EngineException it cannot be backed up at all
    DiskSelection check(VirtualMachine vm) throws EngineException {
        if (vm.summary().template()) {
            throw Problem.of(ProblemCode.VM_IS_TEMPLATE)
                    .with("vm", vm.summary().name())
                    .toException();
        }
        return DiskSelection.of(vm.summary().name(), vm.disks());
    }

    /// Tells what speaks against the run.
    ///
    /// @throws EngineException `PREFLIGHT-REFUSED`: one of it is critical
    void lookAround(VmSource source, VirtualMachine vm, BackupOptions options, RunTracker tracker)
            throws EngineException, InterruptedException {
        VmCondition condition = source.condition(vm.summary().id());
        List<Concern> concerns = PreflightRules.concerns(vm, condition, options);
        for (Concern concern : concerns) {
            if (!LEFT_OUT.contains(concern.rule())) {
                tracker.event(EventCode.PREFLIGHT_CONCERN, Events.of(concern));
            }
        }
        if (!concerns.isEmpty() && concerns.getFirst().severity() == Severity.CRITICAL) {
            Concern gravest = concerns.getFirst();
            throw Problem.of(ProblemCode.PREFLIGHT_REFUSED)
                    .with("vm", vm.summary().name())
                    .because(inWords(gravest))
                    .with("concern", gravest.rule().id())
                    .toException();
        }
    }

    /// In English, with the concern's own arguments: who shows it knows the concern's words in
    /// other languages.
    private static Cause inWords(Concern concern) {
        String words = ConcernText.english().render(concern).what();
        return new Cause(CauseCode.CONCERN, concern.arguments()).with("detail", words);
    }

    /// Whether change tracking should be switched on before the snapshot: never while snapshots
    /// exist, as it would not take effect and removing them is not ours to decide.
    boolean shouldEnableChangeTracking(VirtualMachine vm) {
        return vm.changeTrackingSupported()
                && !vm.changeTrackingEnabled()
                && vm.snapshots().isEmpty();
    }
}
