package io.sendense.engine.lab.operation;

import java.util.Map;

/// Operations that belong together.
@FunctionalInterface
interface OperationFamily {
    /// The operations by name.
    Map<String, Operation> operations();
}
