package io.sendense.engine.node.client;

import io.sendense.engine.backup.DiskMove;
import io.sendense.engine.backup.LayerTarget;
import io.sendense.engine.backup.TransferPath;
import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.node.ports.PortBinder;
import io.sendense.engine.node.ports.PortLease;
import io.sendense.engine.node.ports.PortRequest;
import io.sendense.engine.node.ports.PortsInUse;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.NodeLimits;
import io.sendense.engine.node.protocol.NodeTarget;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdUri;
import io.sendense.engine.wire.ssh.RemoteForward;
import io.sendense.engine.wire.ssh.SshException;
import io.sendense.engine.wire.ssh.TargetConnector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One disk that a node reads: a port, a forward, a job. Used by the disk's thread.
final class NodeDisk implements TransferPath.DiskPath {
    private final NodePath path;
    private final FrozenVm frozen;
    private final VirtualDisk disk;
    private final NodeLink link;
    private @Nullable PortLease lease;
    private @Nullable RemoteForward forward;
    private @Nullable NodeTransfer transfer;
    private @Nullable LayerTarget layer;
    private Optional<String> baselineName = Optional.empty();

    NodeDisk(NodePath path, FrozenVm frozen, VirtualDisk disk) {
        this.path = path;
        this.frozen = frozen;
        this.disk = disk;
        this.link = path.use().link();
    }

    @Override
    public String transport() {
        return "node";
    }

    @Override
    public NbdUri connect(LayerTarget export, String label)
            throws EngineException, InterruptedException {
        layer = export;
        PortLease leased =
                path.ports()
                        .lease(
                                new PortRequest(link.node(), path.request().run(), disk.key()),
                                port -> bind(port, export.uri()),
                                why -> waits(label, why));
        lease = leased;
        NodeTransfer moving =
                new NodeTransfer(
                        path.request().run(),
                        path.request().vmName(),
                        disk.key(),
                        label,
                        leased.port());
        path.use().add(moving);
        transfer = moving;
        return at(leased.port(), export.uri().exportName());
    }

    private void waits(String label, PortsInUse why) {
        path.request()
                .news()
                .event(
                        EventCode.PORT_AWAITED,
                        Map.of(
                                "label",
                                new Argument.Text(label),
                                "node",
                                new Argument.Text(why.node()),
                                "leased",
                                new Argument.Count(why.leased()),
                                "total",
                                new Argument.Count(why.total()),
                                "refused",
                                new Argument.Count(why.refused()),
                                "ahead",
                                new Argument.Count(why.ahead())));
    }

    private static NbdUri at(int port, String name) {
        return NodeTarget.parse("nbd://127.0.0.1:" + port + "/" + name);
    }

    private PortBinder.Answer bind(int port, NbdUri export) throws EngineException {
        if (!(export.endpoint() instanceof NbdEndpoint.UnixSocket(var socket))) {
            throw new IllegalStateException(export + " is on no socket of this engine");
        }
        try {
            forward = path.use().tunnel().ssh().remoteForward(port, TargetConnector.unix(socket));
            return PortBinder.Answer.BOUND;
        } catch (SshException e) {
            if (e.reason() == SshException.Reason.PORT_REFUSED) {
                return PortBinder.Answer.REFUSED;
            }
            throw JobFollower.lost(link.node(), disk.label(), SshProblems.cause(e));
        }
    }

    @Override
    public void move(DiskMove move, MoveCounters counters)
            throws EngineException, IOException, InterruptedException {
        PortLease leased = Objects.requireNonNull(lease, "connect first");
        LayerTarget export = Objects.requireNonNull(layer);
        Optional<NbdUri> baseline = Optional.empty();
        if (move.baseline().isPresent()) {
            String name = export.uri().exportName() + "-sums";
            path.exports()
                    .offer(name, new OfferedBaseline(move.baseline().get(), disk.capacityBytes()));
            baselineName = Optional.of(name);
            baseline = Optional.of(at(leased.port(), name));
        }
        try (VCenterAccess vcenter = path.vcenters().access(path.request().vcenter());
                StartRequest request =
                        request(
                                move,
                                vcenter,
                                at(leased.port(), export.uri().exportName()),
                                baseline)) {
            new NodeMove(
                            link,
                            request,
                            disk.label(),
                            new ReceivedSums(move.sums(), disk.capacityBytes()),
                            counters,
                            path.times())
                    .run();
        }
        export.target().flush();
    }

    private StartRequest request(
            DiskMove move, VCenterAccess vcenter, NbdUri target, Optional<NbdUri> baseline) {
        return new StartRequest(
                new NodeJobId(move.name() + "-" + NodePath.random().substring(0, 12)),
                frozen.vm().value(),
                vcenter,
                frozen.snapshot().value(),
                List.of(
                        new DiskOrder(
                                disk.key(),
                                disk.backingUuid().orElse(""),
                                disk.capacityBytes(),
                                new ExtentPlan.Some(move.plan().asList()),
                                move.zeroes(),
                                target,
                                path.use().tunnel().ssh().connectionsPerExport(),
                                baseline)),
                NodeLimits.NONE);
    }

    /// In reverse: the forward first, so that nothing comes any more.
    @Override
    public void close() throws IOException {
        if (forward != null) {
            forward.close();
        }
        if (transfer != null) {
            path.use().remove(transfer);
        }
        if (lease != null) {
            lease.close();
        }
        if (baselineName.isPresent()) {
            path.exports().withdraw(baselineName.get());
        }
    }
}
