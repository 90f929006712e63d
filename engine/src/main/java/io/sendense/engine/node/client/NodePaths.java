package io.sendense.engine.node.client;

import io.sendense.engine.backup.LayerExports;
import io.sendense.engine.backup.PathRequest;
import io.sendense.engine.backup.TransferPath;
import io.sendense.engine.backup.TransferPaths;
import io.sendense.engine.node.ports.PortPool;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.EventCode;
import java.util.Map;

/// Opens the paths of runs whose disks a node reads. Thread-safe.
public final class NodePaths implements TransferPaths {
    private final NodeTunnels tunnels;
    private final PortPool ports;
    private final LayerExports exports;
    private final VCenterBook vcenters;

    /// @param ports of all nodes
    /// @param exports where layers are written, and what is offered beside them
    public NodePaths(
            NodeTunnels tunnels, PortPool ports, LayerExports exports, VCenterBook vcenters) {
        this.tunnels = tunnels;
        this.ports = ports;
        this.exports = exports;
        this.vcenters = vcenters;
    }

    @Override
    public TransferPath open(PathRequest request) throws EngineException, InterruptedException {
        NodeUse use = tunnels.use(request.node());
        request.news()
                .event(
                        EventCode.NODE_CONNECTED,
                        Map.of(
                                "node",
                                new Argument.Text(request.node()),
                                "version",
                                new Argument.Text(use.tunnel().version().version())));
        return new NodePath(request, use, tunnels.times(), ports, exports, vcenters);
    }
}
