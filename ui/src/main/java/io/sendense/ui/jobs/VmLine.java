package io.sendense.ui.jobs;

import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.util.Optional;

/// What a line of an execution says of one VM. Immutable.
///
/// @param key vCenter and object id
/// @param fraction how much of its plan is done, 0 to 1
/// @param doneBytes planned bytes that are accounted for
/// @param plannedBytes 0 until the plan is made
/// @param bytesPerSecond 0 while nothing moves
/// @param words what came of it, or why nothing did
/// @param problem why there is no restore point, or what it warns of
record VmLine(
        String key,
        String name,
        String vcenter,
        Badge state,
        double fraction,
        long doneBytes,
        long plannedBytes,
        long bytesPerSecond,
        String words,
        Optional<Long> run,
        Optional<Problem> problem) {

    /// @param run its run, as far as it is known
    static VmLine of(JobRunVm vm, Optional<RunView> run, Texts texts) {
        long done = run.map(RunView::doneBytes).orElse(0L);
        long planned = run.map(RunView::plannedBytes).orElse(0L);
        Optional<Problem> problem =
                vm.problem()
                        .or(() -> run.flatMap(RunView::problem))
                        .or(() -> run.flatMap(view -> view.warnings().stream().findFirst()));
        boolean succeeded =
                vm.state() == JobVmState.COMPLETED
                        || vm.state() == JobVmState.COMPLETED_WITH_WARNING;
        return new VmLine(
                vm.vcenter() + "\n" + vm.vmId(),
                vm.vmName(),
                vm.vcenter(),
                texts.badge(vm.state()),
                succeeded ? 1 : planned == 0 ? 0 : (double) done / planned,
                done,
                planned,
                vm.state() == JobVmState.RUNNING ? run.map(JobProgress::rate).orElse(0L) : 0,
                problem.map(texts::view)
                        .map(ProblemView::what)
                        .or(() ->
                                run.flatMap(RunView::point)
                                        .map(point -> texts.messages().text("jobrun.point", point)))
                        .orElse(Formats.NONE),
                vm.run().map(RunId::value),
                problem);
    }
}
