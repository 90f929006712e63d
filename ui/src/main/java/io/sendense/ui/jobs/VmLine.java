package io.sendense.ui.jobs;

import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.transfers.VmTransfer;
import java.util.Optional;

/// What a line of an execution says of one VM, and where it leads. Immutable.
///
/// @param run its run, if one was started
/// @param problem why there is no restore point, or what it warns of
record VmLine(VmTransfer transfer, Optional<Long> run, Optional<Problem> problem) {
    /// @param run its run, as far as it is known
    static VmLine of(JobRunVm vm, Optional<RunView> run, Texts texts) {
        Optional<Problem> problem =
                vm.problem()
                        .or(() -> run.flatMap(RunView::problem))
                        .or(() -> run.flatMap(view -> view.warnings().stream().findFirst()));
        String result =
                problem.map(texts::view)
                        .map(ProblemView::what)
                        .or(() ->
                                run.flatMap(RunView::point)
                                        .map(point -> texts.messages().text("jobrun.point", point)))
                        .orElse(Formats.NONE);
        return new VmLine(
                new VmTransfer(
                        vm.vcenter() + "\n" + vm.vmId(),
                        vm.vmName(),
                        vm.vcenter(),
                        texts.badge(vm.state()),
                        run,
                        result),
                vm.run().map(RunId::value),
                problem);
    }

    /// What tells the line from others: vCenter and object id.
    String key() {
        return transfer.key();
    }
}
