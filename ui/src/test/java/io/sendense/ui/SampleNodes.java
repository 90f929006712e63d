package io.sendense.ui;

import io.sendense.engine.FakeNodes;
import io.sendense.engine.node.NodeState;
import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.LoginMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Three nodes: one that is up, one that nothing needs, one that was lost.
public final class SampleNodes {
    public static final String UP = "frankfurt";
    public static final String IDLE = "dublin";
    public static final String LOST = "warehouse";
    private static final Instant ADDED = Instant.parse("2026-11-02T09:30:00Z");

    private SampleNodes() {}

    /// Puts all three there.
    public static void fill(FakeEngine engine) {
        engine.nodes().put(up(List.of()));
        engine.nodes()
                .put(
                        new NodeView(
                                IDLE,
                                "sendense@node.dub.example.com:22",
                                LoginMethod.AGENT,
                                Optional.empty(),
                                "SHA256:9sW2mLpQx7dVb0aYtRkE4uZc1nHf6gJoI3vB8yTqKzM",
                                8081,
                                ADDED,
                                NodeState.IDLE,
                                Optional.of("0.1.0"),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()));
        engine.nodes()
                .put(
                        new NodeView(
                                LOST,
                                "backup@10.20.4.7:2222",
                                LoginMethod.PASSWORD,
                                Optional.empty(),
                                "SHA256:Xq1cP8vTfYw5nB3kLr7sJd0hGz2uMa9eVo6iCtRyEbQ",
                                8181,
                                ADDED,
                                NodeState.LOST,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(
                                        Problem.of(ProblemCode.NODE_UNREACHABLE)
                                                .with("ssh", "backup@10.20.4.7:2222")
                                                .because(Cause.of(CauseCode.CONNECTION_REFUSED))),
                                List.of()));
    }

    /// The first node, with what it pushes.
    public static NodeView up(List<NodeTransfer> transfers) {
        return new NodeView(
                UP,
                "sendense@node.fra.example.com:22",
                LoginMethod.KEY,
                Optional.of("/home/operator/.ssh/sendense_node"),
                FakeNodes.HOST_KEY,
                8081,
                ADDED,
                NodeState.UP,
                Optional.of("0.1.0"),
                Optional.of(Duration.ofMillis(20)),
                Optional.empty(),
                transfers);
    }

    /// The run with its disks exported on the node's loopback, from port 10100 on.
    public static RunView onLoopback(RunView run) {
        return FakeRun.with(
                run,
                run.state(),
                run.phase(),
                run.disks().stream().map(disk -> onLoopback(run, disk)).toList());
    }

    private static DiskView onLoopback(RunView run, DiskView disk) {
        int port = 10100 + disk.key() - run.disks().getFirst().key();
        return new DiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                disk.state(),
                disk.plannedBytes(),
                disk.writtenBytes(),
                disk.zeroedBytes(),
                disk.equalBytes(),
                disk.bytesPerSecond(),
                disk.mode(),
                disk.fullReason(),
                Optional.of(
                        "nbd://127.0.0.1:%d/run-%s-disk-%d".formatted(port, run.id(), disk.key())),
                disk.transport(),
                disk.problem(),
                disk.waits());
    }

    /// The node pushes both disks of a run.
    public static void pushing(FakeEngine engine, RunId run, String vm) {
        engine.nodes()
                .put(
                        up(
                                List.of(
                                        new NodeTransfer(run, vm, 2000, "Hard disk 1", 10100),
                                        new NodeTransfer(run, vm, 2001, "Hard disk 2", 10101))));
    }
}
