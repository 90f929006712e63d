package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.VmSource;

/// Where runs get their connections from. The one who gives a source also closes it.
@FunctionalInterface
public interface Sources {
    /// The connection to a vCenter; the same one for every caller.
    ///
    /// @throws EngineException `VCENTER-UNKNOWN` or `PASSWORD-MISSING`; nothing is sent to the
    ///   server yet
    VmSource source(String vcenter) throws EngineException, InterruptedException;
}
