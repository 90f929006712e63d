package io.sendense.engine;

import io.sendense.engine.catalog.VCenterRow;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.vsphere.VsphereEndpoint;
import io.sendense.engine.source.vsphere.VsphereSource;
import java.net.URI;
import java.nio.file.Path;

/// Connects to vCenters and ESXi hosts over their SOAP interface. Stateless.
public final class VsphereConnector implements SourceConnector {
    private static final String PIN = "sha256:";
    private static final String CA = "ca:";

    @Override
    public VmSource connect(VCenterRow vcenter, Secret password) throws EngineException {
        return VsphereSource.connect(
                VsphereEndpoint.of(
                        URI.create(vcenter.url()),
                        vcenter.user(),
                        password,
                        trust(vcenter.trust())));
    }

    private static ServerTrust trust(String text) throws EngineException {
        try {
            if (text.startsWith(PIN)) {
                return new ServerTrust.Pin(new Fingerprint(text.substring(PIN.length())));
            }
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .with("cause", String.valueOf(e.getMessage()))
                    .toException(e);
        }
        return text.startsWith(CA)
                ? new ServerTrust.CaFile(Path.of(text.substring(CA.length())))
                : new ServerTrust.SystemStore();
    }
}
