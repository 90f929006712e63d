package io.sendense.engine.source.vsphere;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.ServiceContent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.TrustedTls;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.ChangeQueryException;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.vsphere.folder.FolderLimits;
import io.sendense.engine.source.vsphere.folder.FolderTransport;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.http.SessionCookie;
import io.sendense.engine.source.vsphere.soap.SoapClient;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import io.sendense.engine.source.vsphere.transport.DiskToOpen;
import io.sendense.engine.source.vsphere.transport.DiskTransports;
import io.sendense.engine.source.vsphere.transport.FileSizeException;
import io.sendense.engine.source.vsphere.transport.OpenedDisk;
import io.sendense.engine.source.vsphere.transport.UnsupportedDiskException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// A vCenter or ESXi host as the engine's source of VMs. Thread-safe.
///
/// Opening it sends nothing; the first call logs in. Disks that were opened end with it.
public final class VsphereSource implements VmSource {
    private final ServerSession session;
    private final HttpsExchange https;
    private final SoapClient client;
    private final DiskTransports transports;
    private final LicenseReader licenses;
    private final Datacenters datacenters;
    private final DiskLocations locations;
    private final InventoryTags tags;
    private final InventoryReader inventory;
    private final VmReader vms;
    private final ConditionReader conditions;
    private final NvramReader nvram;
    private final ChangeTracking tracking;
    private final Snapshots snapshots;
    private final SnapshotRemoval removal;
    private final Consolidation consolidation;
    private final ChangedAreas areas;
    private final PropertyReader properties;

    private VsphereSource(VsphereEndpoint endpoint, DiskWay way, SSLContext tls) {
        VsphereLimits limits = endpoint.limits();
        SessionCookie cookie = new SessionCookie();
        https =
                new HttpsExchange(
                        tls,
                        new HttpsExchange.Limits(
                                limits.calls().connect(),
                                limits.calls().whole(),
                                limits.calls().answerBytes()));
        client = new SoapClient(endpoint.sdk(), https, cookie);
        session = new ServerSession(endpoint, client, cookie);
        FolderLimits reads = limits.folder();
        FolderTransport folder =
                new FolderTransport(endpoint.sdk(), tls, https, cookie, this::renew, reads);
        properties = new PropertyReader(session, limits.calls().pageObjects());
        transports =
                new DiskTransports(
                        List.of(
                                way.transport(
                                        folder, new ServiceTickets(session, properties), reads)));
        licenses = new LicenseReader(session);
        datacenters = new Datacenters(session, properties);
        locations = new DiskLocations(properties);
        tags = new InventoryTags(endpoint, session, tls);
        inventory = new InventoryReader(session, properties, tags, limits.calls().pageObjects());
        vms = new VmReader(session, properties, datacenters);
        nvram = new NvramReader(folder, datacenters);
        conditions = new ConditionReader(session, properties, vms, licenses);
        TaskWatch tasks = new TaskWatch(session, properties);
        tracking = new ChangeTracking(session, properties, tasks, limits);
        snapshots = new Snapshots(session, properties, vms, tasks, limits);
        removal = new SnapshotRemoval(session, properties, tasks, limits);
        consolidation = new Consolidation(session, properties, tasks, limits);
        areas = new ChangedAreas(session);
    }

    /// A source for this server, which is asked for the bytes of disks too. Nothing is sent yet.
    ///
    /// @throws EngineException `VCENTER-CERTIFICATE-UNTRUSTED`: the CA file cannot be read
    public static VsphereSource connect(VsphereEndpoint endpoint) throws EngineException {
        return connect(endpoint, DiskWay.SERVER);
    }

    /// The same, with a choice of where the bytes of disks come from.
    public static VsphereSource connect(VsphereEndpoint endpoint, DiskWay way)
            throws EngineException {
        try {
            return new VsphereSource(endpoint, way, TrustedTls.context(endpoint.trust()));
        } catch (IOException e) {
            throw Problem.of(ProblemCode.VCENTER_CERTIFICATE_UNTRUSTED)
                    .with("url", endpoint.sdk().toString())
                    .because(e)
                    .toException(e);
        }
    }

    private void renew(String refusedCookie) throws IOException, InterruptedException {
        try {
            session.renew(refusedCookie);
        } catch (EngineException e) {
            throw new ExplainedException(Cause.of(CauseCode.NO_SESSION).because(e), e);
        }
    }

    @Override
    public About about() throws EngineException, InterruptedException {
        try {
            ServiceContent content = session.repeat("Login", (vim, server) -> server);
            AboutInfo about = content.getAbout();
            if (about == null) {
                throw session.problems()
                        .unreadable(
                                "RetrieveServiceContent",
                                Cause.of(CauseCode.NOT_SHOWN)
                                        .with("object", "ServiceContent")
                                        .with("what", "about"));
            }
            boolean vcenter = "VirtualCenter".equals(about.getApiType());
            String uuid = about.getInstanceUuid();
            return new About(
                    String.valueOf(about.getFullName()),
                    String.valueOf(about.getApiVersion()),
                    uuid == null || uuid.isBlank() ? hostUuid() : uuid,
                    vcenter,
                    licenses.restricting());
        } catch (SoapFault fault) {
            throw session.problems().of("RetrieveServiceContent", "SERVER", fault);
        }
    }

    /// A standalone host has no uuid as a service, only as a machine.
    private String hostUuid() throws SoapFault, EngineException, InterruptedException {
        String uuid = "hardware.systemInfo.uuid";
        return properties.all(Map.of("HostSystem", List.of(uuid))).stream()
                .flatMap(host -> host.text(uuid).stream())
                .findFirst()
                .orElseThrow(() ->
                        session.problems()
                                .unreadable(
                                        "RetrievePropertiesEx",
                                        Cause.of(CauseCode.NOT_SHOWN)
                                                .with("object", "HostSystem")
                                                .with("what", uuid)));
    }

    @Override
    public Inventory inventory() throws EngineException, InterruptedException {
        return inventory.read();
    }

    @Override
    public void follow(Consumer<Inventory> told) throws EngineException, InterruptedException {
        inventory.follow(told);
    }

    @Override
    public VirtualMachine vm(ObjectId vm) throws EngineException, InterruptedException {
        return vms.vm(vm);
    }

    @Override
    public VmCondition condition(ObjectId vm) throws EngineException, InterruptedException {
        return conditions.read(vm);
    }

    @Override
    public List<DatastoreCondition> datastores(ObjectId vm)
            throws EngineException, InterruptedException {
        return conditions.datastores(vm);
    }

    @Override
    public void enableChangeTracking(ObjectId vm) throws EngineException, InterruptedException {
        tracking.enable(vm);
    }

    @Override
    public ObjectId createSnapshot(SnapshotRequest request)
            throws EngineException, InterruptedException {
        return snapshots.create(request);
    }

    @Override
    public FrozenVm frozen(ObjectId vm, ObjectId snapshot)
            throws EngineException, InterruptedException {
        return vms.frozen(vm, snapshot);
    }

    @Override
    public Optional<byte[]> nvram(FrozenVm frozen) throws EngineException, InterruptedException {
        return nvram.read(frozen);
    }

    @Override
    public void removeSnapshot(ObjectId snapshot) throws EngineException, InterruptedException {
        removal.remove(snapshot);
    }

    @Override
    public boolean consolidate(ObjectId vm) throws EngineException, InterruptedException {
        return consolidation.run(vm);
    }

    @Override
    public List<SnapshotNode> snapshots(ObjectId vm) throws EngineException, InterruptedException {
        return vms.snapshots(vm);
    }

    @Override
    public ExtentList allocated(FrozenVm frozen, VirtualDisk disk)
            throws ChangeQueryException, EngineException, InterruptedException {
        return areas.allocated(frozen, disk);
    }

    @Override
    public ExtentList changed(FrozenVm frozen, VirtualDisk disk, ChangeId since)
            throws ChangeQueryException, EngineException, InterruptedException {
        return areas.changed(frozen, disk, since);
    }

    @Override
    public FrozenDisk open(FrozenVm frozen, VirtualDisk disk)
            throws EngineException, InterruptedException {
        DiskToOpen wanted =
                new DiskToOpen(
                        frozen,
                        disk,
                        vms.host(frozen.vm()),
                        datacenters.pathOfDatacenter(frozen.vm()));
        try {
            OpenedDisk opened = transports.open(wanted);
            return new FrozenDisk(
                    new IdentifiedReads(opened.device(), session.problems()),
                    opened.transport(),
                    locations.of(frozen.vm(), wanted.host(), opened.files(), opened.requests()));
        } catch (UnsupportedDiskException e) {
            throw Problem.of(ProblemCode.DISK_TRANSPORT_UNSUPPORTED)
                    .with("label", disk.label())
                    .with("reason", new Argument.Because(e.explanation()))
                    .toException(e);
        } catch (FileSizeException e) {
            throw Problem.of(ProblemCode.DISK_FILE_SIZE_MISMATCH)
                    .with("label", disk.label())
                    .with("file", e.file())
                    .withBytes("found", e.foundBytes())
                    .withBytes("expected", e.expectedBytes())
                    .toException(e);
        } catch (IOException e) {
            throw session.problems()
                    .certificate(e)
                    .orElseGet(() ->
                            Problem.of(ProblemCode.DISK_READ_FAILED)
                                    .with("label", disk.label())
                                    .because(e)
                                    .toException(e));
        }
    }

    /// How often the server said something that is not known here, by name: for diagnosis.
    public Map<String, Long> tolerated() {
        return client.tolerated().counts();
    }

    @Override
    public void close() {
        transports.close();
        tags.close();
        session.close();
        https.close();
    }
}
