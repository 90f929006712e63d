package io.sendense.engine.node.reader;

import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.vsphere.VsphereEndpoint;
import io.sendense.engine.source.vsphere.VsphereLimits;
import io.sendense.engine.source.vsphere.VsphereSource;

/// Makes connections to vCenters. Sends nothing before the first call of the source.
@FunctionalInterface
public interface NodeSources {
    /// A source for a server.
    ///
    /// @param access its password stays as it is until the source is closed
    VmSource connect(VCenterAccess access) throws EngineException;

    /// Sources over SOAP that trust the certificate with the request's pin and no other.
    static NodeSources vsphere(VsphereLimits limits) {
        return access ->
                VsphereSource.connect(
                        new VsphereEndpoint(
                                VsphereEndpoint.sdk(access.url().toString()),
                                access.user(),
                                access.password(),
                                new ServerTrust.Pin(access.pin()),
                                limits));
    }
}
