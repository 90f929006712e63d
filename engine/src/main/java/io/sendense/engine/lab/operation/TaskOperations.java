package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.task.LabTask;
import java.util.Map;

/// Cancelling tasks.
final class TaskOperations implements OperationFamily {
    private final Directory directory;

    TaskOperations(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("CancelTask", this::cancel);
    }

    private Reply cancel(Call call) throws SoapFault {
        directory.target(call, LabTask.class).cancel();
        return Reply.NOTHING;
    }
}
