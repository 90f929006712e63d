package io.sendense.engine;

import io.sendense.engine.catalog.VCenterRow;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.VmSource;

/// Makes connections to vCenters. Sends nothing before the first call of the source.
@FunctionalInterface
public interface SourceConnector {
    /// A source for a server.
    ///
    /// @param vcenter address, user and how its certificate is judged
    /// @param password stays the caller's to wipe, after the source is closed
    VmSource connect(VCenterRow vcenter, Secret password) throws EngineException;
}
