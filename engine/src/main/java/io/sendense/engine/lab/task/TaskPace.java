package io.sendense.engine.lab.task;

import io.sendense.engine.lab.soap.SoapFault;

/// How far a task has come; used by its work to take its time.
@FunctionalInterface
public interface TaskPace {
    /// Goes on to that many percent, taking the share of the task's time that lies between.
    ///
    /// @throws SoapFault the task was cancelled meanwhile
    /// @throws InterruptedException the lab is closing
    void reach(int percent) throws SoapFault, InterruptedException;
}
