package io.sendense.engine.source.vsphere;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Explained;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// A task of the server went on for longer than it was waited for.
final class TaskLimitException extends TimeoutException implements Explained {
    private static final long serialVersionUID = 1L;

    private final Duration limit;

    TaskLimitException(Duration limit) {
        super("still running after " + limit);
        this.limit = limit;
    }

    @Override
    public Cause explanation() {
        return Cause.of(CauseCode.TASK_STILL_RUNNING).withTime("limit", limit);
    }
}
