package io.sendense.engine;

import io.sendense.engine.catalog.VCenterRow;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.vsphere.DiskWay;
import io.sendense.engine.source.vsphere.VsphereEndpoint;
import io.sendense.engine.source.vsphere.VsphereLimits;
import io.sendense.engine.source.vsphere.VsphereSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Connects to vCenters and ESXi hosts over their SOAP interface. Immutable.
public final class VsphereConnector implements SourceConnector {
    private static final String PIN = "sha256:";
    private static final String CA = "ca:";
    private static final String WAY = "SENDENSE_DISKS_FROM";

    private final DiskWay way;
    private final VsphereLimits limits;

    /// Reads disks from the server it connects to.
    public VsphereConnector() {
        this(VsphereLimits.usual());
    }

    /// @param limits of every connection
    public VsphereConnector(VsphereLimits limits) {
        this(DiskWay.SERVER, limits);
    }

    VsphereConnector(DiskWay way) {
        this(way, VsphereLimits.usual());
    }

    private VsphereConnector(DiskWay way, VsphereLimits limits) {
        this.way = way;
        this.limits = limits;
    }

    /// Does as the environment says: with `SENDENSE_DISKS_FROM=hosts` disks are read from the hosts
    /// that run the VMs, where those can be reached; with `server`, and without it, from the
    /// server.
    ///
    /// @throws EngineException `REQUEST-INVALID`: it says something else
    public static VsphereConnector of(Map<String, String> environment) throws EngineException {
        String text = environment.getOrDefault(WAY, "").strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "server" -> new VsphereConnector(DiskWay.SERVER);
            case "hosts" -> new VsphereConnector(DiskWay.HOSTS);
            default ->
                    throw Problem.of(ProblemCode.REQUEST_INVALID)
                            .because(
                                    Cause.of(CauseCode.SETTING_UNKNOWN)
                                            .with("setting", WAY)
                                            .with("value", text)
                                            .with("choices", "hosts, server"))
                            .toException();
        };
    }

    @Override
    public VmSource connect(VCenterRow vcenter, Secret password) throws EngineException {
        return VsphereSource.connect(
                new VsphereEndpoint(
                        URI.create(vcenter.url()),
                        vcenter.user(),
                        password,
                        trust(vcenter.trust()),
                        limits),
                way);
    }

    static ServerTrust trust(String text) throws EngineException {
        try {
            if (text.startsWith(PIN)) {
                return new ServerTrust.Pin(new Fingerprint(text.substring(PIN.length())));
            }
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID).because(e).toException(e);
        }
        return text.startsWith(CA)
                ? new ServerTrust.CaFile(Path.of(text.substring(CA.length())))
                : new ServerTrust.SystemStore();
    }
}
