package io.sendense.engine.execution;

import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.catalog.JobTable;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.ResolvedSelection;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From what a selection holds to the VMs of an execution.
final class JobRunVms {
    private JobRunVms() {}

    /// Those that can be backed up, waiting, then one failed one for each entry that stands for
    /// none.
    static List<JobRunVm> of(ResolvedSelection found) {
        List<JobRunVm> vms = new ArrayList<>();
        for (SelectedVm selected : found.vms()) {
            vms.add(
                    new JobRunVm(
                            selected.vcenter(),
                            selected.vm().id().value(),
                            selected.vm().instanceUuid(),
                            selected.vm().name(),
                            JobVmState.WAITING,
                            Optional.empty(),
                            Optional.empty()));
        }
        for (ResolvedSelection.Lacking lacking : found.lacking()) {
            Selector entry = lacking.entry();
            vms.add(
                    new JobRunVm(
                            entry.vcenter(),
                            entry.id(),
                            entry.uuid().orElse(""),
                            entry.name(),
                            JobVmState.FAILED,
                            Optional.empty(),
                            Optional.of(lacking.problem())));
        }
        return vms;
    }

    /// Keeps the instance UUIDs of VMs that the job names by their id only.
    static void learned(JobRow job, ResolvedSelection found, JobTable jobs) {
        for (SelectedVm selected : found.vms()) {
            Selector entry = selected.by();
            String uuid = selected.vm().instanceUuid();
            if (entry.kind() == SelectorKind.VM && entry.uuid().isEmpty() && !uuid.isEmpty()) {
                jobs.learn(job.id(), entry, uuid);
            }
        }
    }
}
