package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.task.TaskSubject;
import io.sendense.engine.lab.task.TaskWork;
import io.sendense.engine.lab.task.Tasks;

/// Starts the task a call asks for, or the failing one a fault rule wants instead. Thread-safe.
final class TaskStarter {
    private final Tasks tasks;

    TaskStarter(Tasks tasks) {
        this.tasks = tasks;
    }

    /// @param description vSphere's key for what is done, such as `VirtualMachine.createSnapshot`
    Reply start(Call call, Entity entity, String description, TaskWork work) throws SoapFault {
        var subject =
                new TaskSubject(
                        call.operation(),
                        description,
                        entity,
                        call.authenticated().client().user());
        TaskWork chosen = call.taskFault().map(TaskStarter::failing).orElse(work);
        return Reply.of(tasks.start(subject, chosen).reference());
    }

    private static TaskWork failing(SoapFault fault) {
        return pace -> {
            pace.reach(50);
            throw fault;
        };
    }
}
