package io.sendense.engine.api.control;

import io.sendense.engine.Jobs;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.Progress;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The jobs of another process's engine; see `SocketEngine`. Thread-safe.
final class SocketJobs implements Jobs {
    private final RemoteConnection connection;

    SocketJobs(RemoteConnection connection) {
        this.connection = connection;
    }

    private JsonNode call(String name, Map<String, ?> arguments)
            throws EngineException, InterruptedException {
        return connection.call(JobCalls.PREFIX + name, arguments, Progress.NONE);
    }

    @Override
    public List<JobView> list() throws EngineException, InterruptedException {
        return ControlJson.list(call("list", Map.of()), JobView.class);
    }

    @Override
    public JobView job(JobId id) throws EngineException, InterruptedException {
        return ControlJson.value(call("job", Map.of("id", id)), JobView.class);
    }

    @Override
    public JobView add(JobDefinition definition) throws EngineException, InterruptedException {
        return ControlJson.value(call("add", Map.of("definition", definition)), JobView.class);
    }

    @Override
    public JobView change(JobId id, JobDefinition definition)
            throws EngineException, InterruptedException {
        return ControlJson.value(
                call("change", Map.of("id", id, "definition", definition)), JobView.class);
    }

    @Override
    public JobView enable(JobId id, boolean enabled) throws EngineException, InterruptedException {
        return ControlJson.value(
                call("enable", Map.of("id", id, "enabled", enabled)), JobView.class);
    }

    @Override
    public void remove(JobId id) throws EngineException, InterruptedException {
        call("remove", Map.of("id", id));
    }

    @Override
    public JobRunId run(JobId id) throws EngineException, InterruptedException {
        return ControlJson.value(call("run", Map.of("id", id)), JobRunId.class);
    }

    @Override
    public List<JobRunView> runs(int atMost) throws EngineException, InterruptedException {
        return ControlJson.list(call("runs", Map.of("atMost", atMost)), JobRunView.class);
    }

    @Override
    public JobRunView run(JobRunId id) throws EngineException, InterruptedException {
        return ControlJson.value(call("execution", Map.of("run", id)), JobRunView.class);
    }

    @Override
    public void cancel(JobRunId id) throws EngineException, InterruptedException {
        call("cancel", Map.of("run", id));
    }

    @Override
    public JobRunView await(JobRunId id) throws EngineException, InterruptedException {
        return ControlJson.value(call("await", Map.of("run", id)), JobRunView.class);
    }

    @Override
    public List<SelectedVm> select(Selection selection)
            throws EngineException, InterruptedException {
        return ControlJson.list(call("select", Map.of("selection", selection)), SelectedVm.class);
    }
}
