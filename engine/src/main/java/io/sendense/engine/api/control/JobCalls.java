package io.sendense.engine.api.control;

import io.sendense.engine.Jobs;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.Selection;
import io.sendense.engine.problem.EngineException;
import tools.jackson.databind.JsonNode;

/// Makes the calls that are of jobs: names and arguments are those of `Jobs`, behind a prefix.
/// Thread-safe.
final class JobCalls {
    static final String PREFIX = "jobs.";

    private final Jobs jobs;

    JobCalls(Jobs jobs) {
        this.jobs = jobs;
    }

    /// Makes one call and waits for it, as `EngineCalls.make` does.
    Object make(String call, JsonNode arguments) throws EngineException, InterruptedException {
        return switch (call.substring(PREFIX.length())) {
            case "list" -> jobs.list();
            case "job" -> jobs.job(job(arguments));
            case "add" -> jobs.add(definition(arguments));
            case "change" -> jobs.change(job(arguments), definition(arguments));
            case "enable" ->
                    jobs.enable(
                            job(arguments), EngineCalls.value(arguments, "enabled", Boolean.class));
            case "remove" -> {
                jobs.remove(job(arguments));
                yield true;
            }
            case "run" -> jobs.run(job(arguments));
            case "runs" -> jobs.runs(EngineCalls.value(arguments, "atMost", Integer.class));
            case "execution" -> jobs.run(run(arguments));
            case "cancel" -> {
                jobs.cancel(run(arguments));
                yield true;
            }
            case "await" -> jobs.await(run(arguments));
            case "select" ->
                    jobs.select(EngineCalls.value(arguments, "selection", Selection.class));
            default -> throw new IllegalArgumentException("there is no call '" + call + "'");
        };
    }

    private static JobId job(JsonNode arguments) {
        return EngineCalls.value(arguments, "id", JobId.class);
    }

    private static JobRunId run(JsonNode arguments) {
        return EngineCalls.value(arguments, "run", JobRunId.class);
    }

    private static JobDefinition definition(JsonNode arguments) {
        return EngineCalls.value(arguments, "definition", JobDefinition.class);
    }
}
