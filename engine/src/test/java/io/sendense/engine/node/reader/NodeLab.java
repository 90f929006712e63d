package io.sendense.engine.node.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.NodeLimits;
import io.sendense.engine.node.protocol.NodeTarget;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.engine.source.vsphere.VsphereEndpoint;
import io.sendense.engine.source.vsphere.VsphereLimits;
import io.sendense.engine.source.vsphere.VsphereSource;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdServer;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A lab vCenter whose guests rest, what a console does there for a node, and an NBD server for
/// targets. Closing it ends all of them.
public final class NodeLab implements AutoCloseable {
    /// How long its nodes try to reach a server that is away.
    static final Duration RETRY = Duration.ofSeconds(3);

    /// Six disks at two controllers: three of a pattern, two empty.
    public static final String SIX_DISKS = "erp-six-disks";

    public final LabVCenter lab;
    public final VsphereSource source;
    private final Path folder;
    private final NbdServer server;
    private final List<BlockDevice> devices = new ArrayList<>();

    /// @param folder for layers, and for what the lab keeps of its snapshots
    public NodeLab(Path folder) throws Exception {
        this(folder, UnaryOperator.identity());
    }

    /// The same with a lab of another kind.
    public NodeLab(Path folder, UnaryOperator<LabOptions> how) throws Exception {
        this.folder = folder;
        this.lab =
                LabVCenter.start(
                        how.apply(
                                LabOptions.standard(InstantSource.system())
                                        .withTaskTime(Duration.ofMillis(20))
                                        .withGuestSteps(0)
                                        .withKeepFrozen(folder.resolve("kept"))));
        this.source = VsphereSource.connect(endpoint(VsphereLimits.usual()));
        this.server = NbdServer.listen(NbdEndpoint.Tcp.loopback(0), NbdLimits.standard());
    }

    private VsphereEndpoint endpoint(VsphereLimits limits) {
        return new VsphereEndpoint(
                lab.url(),
                lab.user(),
                Secret.of(lab.password()),
                new ServerTrust.Pin(new Fingerprint(lab.certificateSha256())),
                limits);
    }

    /// A node as an operator gets it, but for the time it tries to reach a server that is away.
    public static NodeSettings settings() {
        return NodeSettings.usual(InstantSource.system())
                .with(NodeSources.vsphere(VsphereLimits.usual().withRetry(RETRY)));
    }

    /// How to get into the lab.
    public VCenterAccess access() {
        return access(lab.password());
    }

    public VCenterAccess access(String password) {
        return new VCenterAccess(
                lab.url(),
                lab.user(),
                Secret.of(password),
                new Fingerprint(lab.certificateSha256()));
    }

    /// A VM under a new snapshot, with its changes tracked.
    public FrozenVm freeze(String name) throws EngineException, InterruptedException {
        ObjectId vm =
                source.inventory().vms().stream()
                        .filter(each -> each.name().equals(name))
                        .map(VmSummary::id)
                        .findFirst()
                        .orElseThrow();
        source.enableChangeTracking(vm);
        ObjectId snapshot =
                source.createSnapshot(new SnapshotRequest(vm, "frozen", "by a test", false));
        return source.frozen(vm, snapshot);
    }

    /// What the lab kept of a frozen disk.
    public Path kept(String vm, FrozenVm frozen, VirtualDisk disk) {
        return folder.resolve("kept")
                .resolve(vm)
                .resolve(frozen.snapshot().value())
                .resolve("disk-" + disk.key() + ".raw");
    }

    /// Offers a device as a target or baseline.
    public NbdUri offer(String name, BlockDevice device) {
        server.export(name, device);
        devices.add(device);
        return NodeTarget.parse(server.uri(name).toString());
    }

    /// Takes a target back and closes its device.
    void finish(NbdUri target) throws IOException {
        server.withdraw(target.exportName());
    }

    /// Ends the server in the middle of whatever it does.
    void killTargets() throws IOException {
        server.close();
    }

    /// A new layer without a backing file, as a target.
    public NbdUri layer(String name, long capacity) throws IOException {
        return offer(name, Qcow2Image.create(file(name), Qcow2Options.ofSize(capacity)));
    }

    /// Where the layer of this name lies.
    public Path file(String name) {
        return folder.resolve(name + ".qcow2");
    }

    /// Closes all devices, so that others can look at the files.
    public void closeDevices() throws IOException {
        server.close();
        for (BlockDevice device : devices) {
            device.flush();
            device.close();
        }
        devices.clear();
    }

    /// An order for all of a disk.
    public static DiskOrder full(VirtualDisk disk, NbdUri target) {
        return order(disk, new ExtentPlan.Full(), ZeroPolicy.SKIP, target);
    }

    static DiskOrder order(VirtualDisk disk, ExtentPlan extents, ZeroPolicy zeroes, NbdUri target) {
        return new DiskOrder(
                disk.key(),
                disk.backingUuid().orElse(""),
                disk.capacityBytes(),
                extents,
                zeroes,
                target,
                DiskOrder.USUAL_CONNECTIONS,
                Optional.empty());
    }

    static ExtentPlan some(ExtentList extents) {
        return new ExtentPlan.Some(extents.asList());
    }

    /// A request with the lab's own account.
    public StartRequest request(String id, FrozenVm frozen, DiskOrder... disks) {
        return request(id, access(), frozen, disks);
    }

    static StartRequest request(
            String id, VCenterAccess access, FrozenVm frozen, DiskOrder... disks) {
        return new StartRequest(
                new NodeJobId(id),
                frozen.vm().value(),
                access,
                frozen.snapshot().value(),
                List.of(disks),
                NodeLimits.NONE);
    }

    /// Asks until a job has ended.
    static JobProgress awaitEnd(NodeReader node, String id) throws Exception {
        return await(node, id, progress -> progress.status().ended());
    }

    interface Seen {
        boolean test(JobProgress progress);
    }

    /// Asks until a job stands so, for two minutes at most.
    static JobProgress await(NodeReader node, String id, Seen seen) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            JobProgress progress = node.status(new NodeJobId(id));
            if (seen.test(progress)) {
                return progress;
            }
            assertThat(System.nanoTime()).as(progress.toString()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    @Override
    public void close() throws IOException {
        closeDevices();
        source.close();
        lab.close();
    }
}
