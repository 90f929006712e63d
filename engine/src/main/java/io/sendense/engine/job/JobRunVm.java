package io.sendense.engine.job;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import java.util.Optional;

/// One VM of one execution of a job. Immutable.
///
/// @param run its run; absent while it waits, and where no run could be started
/// @param problem why there is no restore point; absent otherwise
public record JobRunVm(
        String vcenter,
        String vmId,
        String vmUuid,
        String vmName,
        JobVmState state,
        Optional<RunId> run,
        Optional<Problem> problem) {}
