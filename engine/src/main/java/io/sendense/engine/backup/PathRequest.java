package io.sendense.engine.backup;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.VmSource;
import java.util.Map;

/// A run that wants its disks read by a node. Immutable.
///
/// @param node its name
/// @param vcenter name of the vCenter that the node is to read from
/// @param source this engine's own connection to it
/// @param news told what happens to the path
public record PathRequest(
        String node, RunId run, String vmName, String vcenter, VmSource source, News news) {
    /// Takes what happens into the run's record. Thread-safe.
    @FunctionalInterface
    public interface News {
        void event(EventCode code, Map<String, Argument> arguments);
    }
}
