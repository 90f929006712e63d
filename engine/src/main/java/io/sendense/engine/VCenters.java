package io.sendense.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.Sources;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.VCenterRow;
import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.security.CertificateProbe;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStore;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.vsphere.VsphereEndpoint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The vCenters an engine knows, and one open connection to each that is used. Thread-safe.
final class VCenters implements Sources, AutoCloseable {
    private static final Duration CERTIFICATE_TIME = Duration.ofSeconds(15);
    private static final String SECRET_PREFIX = "vcenter/";

    private final Catalog catalog;
    private final SecretStore secrets;
    private final SourceConnector connector;
    private final InstantSource clock;
    private final Object lock = new Object();

    /// Held while a row and its password are written or removed together.
    private final Object storing = new Object();

    @GuardedBy("lock")
    private final Map<String, VmSource> open = new HashMap<>();

    VCenters(Catalog catalog, SecretStore secrets, SourceConnector connector, InstantSource clock) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.connector = connector;
        this.clock = clock;
    }

    List<VCenter> list() {
        return catalog.vcenters().list().stream().map(VCenters::view).toList();
    }

    private static VCenter view(VCenterRow row) {
        return new VCenter(row.name(), row.url(), row.user(), row.trust(), row.added());
    }

    /// Proves the connection first; then the password is stored, then the row.
    VCenter add(NewVCenter added) throws EngineException, InterruptedException {
        if (added.name().isBlank()) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .because(Cause.of(CauseCode.VCENTER_NAME_BLANK))
                    .toException();
        }
        if (catalog.vcenters().find(added.name()).isPresent()) {
            throw nameTaken(added.name());
        }
        VCenterRow wanted =
                new VCenterRow(
                        added.name(),
                        address(added.url()).toString(),
                        added.user(),
                        trust(added),
                        Optional.empty(),
                        clock.instant());
        About about;
        try (VmSource source = connector.connect(wanted, added.password())) {
            about = source.about();
        }
        VCenterRow row =
                new VCenterRow(
                        wanted.name(),
                        wanted.url(),
                        wanted.user(),
                        wanted.trust(),
                        Optional.of(about.instanceUuid()),
                        wanted.added());
        store(row, added.password());
        return view(row);
    }

    /// Of two that add the same name at once one is refused, and the other's password stays.
    private void store(VCenterRow row, Secret password) throws EngineException {
        synchronized (storing) {
            if (catalog.vcenters().find(row.name()).isPresent()) {
                throw nameTaken(row.name());
            }
            secrets.put(SECRET_PREFIX + row.name(), password);
            if (!catalog.vcenters().insert(row)) {
                throw nameTaken(row.name());
            }
        }
    }

    /// The SDK's address from what an operator types.
    static URI address(String typed) throws EngineException {
        try {
            return VsphereEndpoint.sdk(typed);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID).because(e).toException(e);
        }
    }

    private static String trust(NewVCenter added) {
        if (added.pin().isPresent()) {
            return "sha256:" + added.pin().get().replace(":", "").toLowerCase(Locale.ROOT);
        }
        return added.caFile().map(file -> "ca:" + file).orElse("system");
    }

    private static EngineException nameTaken(String name) {
        return Problem.of(ProblemCode.VCENTER_NAME_TAKEN).with("name", name).toException();
    }

    private VCenterRow row(String name) throws EngineException {
        return catalog.vcenters()
                .find(name)
                .orElseThrow(() ->
                        Problem.of(ProblemCode.VCENTER_UNKNOWN).with("name", name).toException());
    }

    private Secret password(String name) throws EngineException {
        Optional<Secret> stored = secrets.get(SECRET_PREFIX + name);
        if (stored.isEmpty()) {
            throw Problem.of(ProblemCode.PASSWORD_MISSING)
                    .with("name", name)
                    .with("store", secrets.describe())
                    .toException();
        }
        return stored.get();
    }

    /// How somebody else gets in there, with the certificate that is trusted here.
    VCenterAccess access(String name) throws EngineException, InterruptedException {
        VCenterRow known = row(name);
        return new VCenterAccess(URI.create(known.url()), known.user(), password(name), pin(known));
    }

    /// A server that is trusted by a CA is looked at: what it shows now is what it has to show
    /// there, too.
    private Fingerprint pin(VCenterRow known) throws EngineException {
        ServerTrust trust = VsphereConnector.trust(known.trust());
        if (trust instanceof ServerTrust.Pin(Fingerprint pinned)) {
            return pinned;
        }
        try {
            return CertificateProbe.trusted(URI.create(known.url()), trust, CERTIFICATE_TIME);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.VCENTER_CERTIFICATE_UNTRUSTED)
                    .with("url", known.url())
                    .because(e)
                    .toException(e);
        }
    }

    /// Logs in with a connection of its own.
    About test(String name) throws EngineException, InterruptedException {
        VCenterRow known = row(name);
        try (Secret password = password(name);
                VmSource source = connector.connect(known, password)) {
            return source.about();
        }
    }

    /// Forgets a server and its password. Not while a run needs it: its snapshot would stay there
    /// with nobody to remove it.
    void remove(String name) throws EngineException {
        row(name);
        requireUnused(name);
        VmSource source;
        synchronized (storing) {
            synchronized (lock) {
                catalog.vcenters().remove(name);
                source = open.remove(name);
            }
            secrets.remove(SECRET_PREFIX + name);
        }
        if (source != null) {
            source.close();
        }
    }

    private void requireUnused(String name) throws EngineException {
        for (RunId id : catalog.runs().living()) {
            boolean here = catalog.runs().find(id).orElseThrow().vcenter().equals(name);
            if (here) {
                throw Problem.of(ProblemCode.VCENTER_IN_USE)
                        .with("name", name)
                        .withCount("run", id.value())
                        .toException();
            }
        }
    }

    @Override
    public VmSource source(String vcenter) throws EngineException {
        synchronized (lock) {
            // Read here, so that a server that is being removed is not opened once more.
            VCenterRow row = row(vcenter);
            VmSource source = open.get(vcenter);
            if (source == null) {
                source = connector.connect(row, password(vcenter));
                open.put(vcenter, source);
            }
            return source;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            open.values().forEach(VmSource::close);
            open.clear();
        }
    }
}
