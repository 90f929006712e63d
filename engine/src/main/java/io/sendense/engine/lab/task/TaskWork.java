package io.sendense.engine.lab.task;

import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Value;
import java.util.Optional;

/// What a task does.
@FunctionalInterface
public interface TaskWork {
    /// Does it, on the task's own thread.
    ///
    /// @return the task's result, where it has one
    /// @throws SoapFault the task's error
    /// @throws InterruptedException the lab is closing
    Optional<Value> run(TaskPace pace) throws SoapFault, InterruptedException;
}
