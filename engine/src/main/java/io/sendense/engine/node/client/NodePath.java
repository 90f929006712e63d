package io.sendense.engine.node.client;

import io.sendense.engine.backup.LayerExports;
import io.sendense.engine.backup.PathRequest;
import io.sendense.engine.backup.TransferPath;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.node.ports.PortPool;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.wire.ssh.TunnelState;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;

/// The disks of a run that a node reads. Thread-safe.
final class NodePath implements TransferPath {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 16;

    private final PathRequest request;
    private final NodeUse use;
    private final NodeTimes times;
    private final PortPool ports;
    private final LayerExports exports;
    private final VCenterBook vcenters;
    private final Consumer<TunnelState> told = this::tell;

    NodePath(
            PathRequest request,
            NodeUse use,
            NodeTimes times,
            PortPool ports,
            LayerExports exports,
            VCenterBook vcenters) {
        this.request = request;
        this.use = use;
        this.times = times;
        this.ports = ports;
        this.exports = exports;
        this.vcenters = vcenters;
        use.listen(told);
    }

    private void tell(TunnelState state) {
        switch (state) {
            case LOST -> tell(EventCode.NODE_TUNNEL_LOST);
            case UP -> tell(EventCode.NODE_TUNNEL_BACK);
            case CONNECTING, RECONNECTING, CLOSED -> {}
        }
    }

    private void tell(EventCode code) {
        request.news().event(code, Map.of("node", new Argument.Text(request.node())));
    }

    PathRequest request() {
        return request;
    }

    NodeUse use() {
        return use;
    }

    NodeTimes times() {
        return times;
    }

    PortPool ports() {
        return ports;
    }

    LayerExports exports() {
        return exports;
    }

    VCenterBook vcenters() {
        return vcenters;
    }

    /// Nobody at the node who is not told the name can guess it, and the server lists none.
    @Override
    public String exportName(String name) {
        return name + "-" + random();
    }

    static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public BlockDevice layer(BlockDevice layer, Pace pace) {
        return new PacedLayer(layer, pace);
    }

    /// Waits for a tunnel that was lost, for as long as a silent node is waited for.
    @Override
    public DiskPath open(FrozenVm frozen, VirtualDisk disk)
            throws EngineException, InterruptedException {
        if (!use.awaitUp(times.silence())) {
            throw JobFollower.lost(request.node(), disk.label(), use.whyDown());
        }
        return new NodeDisk(this, frozen, disk);
    }

    @Override
    public void close() {
        use.unlisten(told);
        use.close();
    }
}
