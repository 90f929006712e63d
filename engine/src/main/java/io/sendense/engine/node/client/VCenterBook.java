package io.sendense.engine.node.client;

import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.EngineException;

/// Knows how to get into vCenters. Thread-safe.
@FunctionalInterface
public interface VCenterBook {
    /// What a node needs to read from a vCenter: address, account, and the certificate that this
    /// engine trusts, which is looked at where it is not pinned.
    ///
    /// @return closed by the caller
    /// @throws EngineException `VCENTER-UNKNOWN`, `PASSWORD-MISSING`, `VCENTER-UNREACHABLE`, or its
    ///   certificate is not trusted
    VCenterAccess access(String vcenter) throws EngineException, InterruptedException;
}
