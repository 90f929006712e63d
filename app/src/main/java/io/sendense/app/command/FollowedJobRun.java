package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.EngineListener;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is heard of a job's execution: its runs become known one after the other. Thread-safe.
final class FollowedJobRun implements EngineListener {
    private final Output output;
    private final StartedRuns runs;
    private final JobId job;
    private final Set<RunId> known = new HashSet<>();

    FollowedJobRun(Output output, StartedRuns runs, JobId job) {
        this.output = output;
        this.runs = runs;
        this.job = job;
    }

    @Override
    public synchronized void jobRunChanged(JobRunView run) {
        if (!run.job().equals(Optional.of(job))) {
            return;
        }
        for (JobRunVm vm : run.vms()) {
            vm.run().filter(known::add).ifPresent(runs::add);
        }
        output.line(Map.of("type", "job", "jobRun", run));
    }

    @Override
    public void runChanged(RunView run) {
        runs.runChanged(run);
    }

    @Override
    public void runEvent(RunEvent event) {
        runs.runEvent(event);
    }
}
