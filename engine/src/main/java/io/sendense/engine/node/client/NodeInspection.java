package io.sendense.engine.node.client;

import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeCheck.Outcome;
import io.sendense.engine.node.NodeCheck.Result;
import io.sendense.engine.node.NodeCheckStep;
import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.node.ports.PortPool;
import io.sendense.engine.node.protocol.NodeVersion;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.ssh.LocalForward;
import io.sendense.engine.wire.ssh.SshException;
import io.sendense.engine.wire.ssh.SshTunnel;
import io.sendense.engine.wire.ssh.TunnelCheck;
import io.sendense.engine.wire.ssh.TunnelFinding;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at all that a backup through a node needs, with connections of its own. Used once.
public final class NodeInspection {
    private final NodePlace place;
    private final NodeTimes times;
    private final Set<Integer> used = new HashSet<>();
    private final Map<NodeCheckStep, Result> results = new EnumMap<>(NodeCheckStep.class);
    private Optional<String> version = Optional.empty();

    /// @param place wiped by the caller
    /// @param transfers what runs through the node now: that their ports are refused is no fault
    public NodeInspection(NodePlace place, NodeTimes times, List<NodeTransfer> transfers) {
        this.place = place;
        this.times = times;
        transfers.forEach(transfer -> used.add(transfer.port()));
        for (NodeCheckStep step : NodeCheckStep.values()) {
            put(step, Outcome.NOT_TRIED, Optional.empty());
        }
    }

    /// Looks at it. Takes a round trip for each port of the pool.
    public NodeCheck run() throws InterruptedException {
        take(new TunnelCheck(place.ssh(), PortPool.FIRST, PortPool.LAST, place.restPort()).run());
        if (is(NodeCheckStep.INTERFACE_FORWARD, Outcome.PASSED)
                && is(NodeCheckStep.INTERFACE, Outcome.NOT_TRIED)) {
            askVersion();
        }
        return result();
    }

    NodeInspection take(List<TunnelFinding> findings) {
        findings.forEach(this::take);
        return this;
    }

    NodeCheck result() {
        return new NodeCheck(List.copyOf(results.values()), version);
    }

    private boolean is(NodeCheckStep step, Outcome outcome) {
        Result result = results.get(step);
        return result != null && result.outcome() == outcome;
    }

    private void put(NodeCheckStep step, Outcome outcome, Optional<Problem> problem) {
        results.put(step, new Result(step, outcome, problem));
    }

    private void passed(NodeCheckStep step) {
        put(step, Outcome.PASSED, Optional.empty());
    }

    private void failed(NodeCheckStep step, EngineException why) {
        put(step, Outcome.FAILED, Optional.of(why.problem()));
    }

    private void take(TunnelFinding finding) {
        switch (finding.item()) {
            case SERVER -> takeServer(finding);
            case LOGIN -> takeLogin(finding);
            case REST -> takeInterface(finding);
            case POOL -> takePool(finding);
            case EXPOSURE -> {
                if (finding.right()) {
                    passed(NodeCheckStep.LOOPBACK);
                } else {
                    failed(NodeCheckStep.LOOPBACK, ports(ProblemCode.NODE_PORTS_EXPOSED));
                }
            }
        }
    }

    private void takeServer(TunnelFinding finding) {
        if (finding.right()) {
            passed(NodeCheckStep.REACHABLE);
            passed(NodeCheckStep.HOST_KEY);
            return;
        }
        EngineException why = connecting(finding);
        if (why.problem().code() == ProblemCode.NODE_HOST_KEY_CHANGED) {
            passed(NodeCheckStep.REACHABLE);
            failed(NodeCheckStep.HOST_KEY, why);
        } else {
            failed(NodeCheckStep.REACHABLE, why);
        }
    }

    private void takeLogin(TunnelFinding finding) {
        if (finding.right()) {
            passed(NodeCheckStep.LOGIN);
        } else {
            failed(NodeCheckStep.LOGIN, connecting(finding));
        }
    }

    private EngineException connecting(TunnelFinding finding) {
        return SshProblems.connecting(
                place.ssh().address().toString(), finding.problem().orElseThrow());
    }

    private void takeInterface(TunnelFinding finding) {
        if (finding.right()) {
            passed(NodeCheckStep.INTERFACE_FORWARD);
            return;
        }
        EngineException why =
                SshProblems.opening(
                        place.name(), place.restPort(), finding.problem().orElseThrow());
        if (why.problem().code() == ProblemCode.NODE_NOT_RUNNING) {
            passed(NodeCheckStep.INTERFACE_FORWARD);
            failed(NodeCheckStep.INTERFACE, why);
        } else {
            failed(NodeCheckStep.INTERFACE_FORWARD, why);
        }
    }

    private EngineException ports(ProblemCode code) {
        return Problem.of(code).with("node", place.name()).toException();
    }

    private void takePool(TunnelFinding finding) {
        List<Integer> refused =
                finding.ports().stream().filter(port -> !used.contains(port)).toList();
        if (finding.right() || refused.isEmpty()) {
            passed(NodeCheckStep.PORTS);
            return;
        }
        Problem told =
                Problem.of(ProblemCode.NODE_PORTS_REFUSED)
                        .with("node", place.name())
                        .withCount("refused", refused.size())
                        .withCount("tried", PortPool.LAST - PortPool.FIRST + 1 - used.size())
                        .with("first", Integer.toString(refused.getFirst()));
        Optional<Cause> why =
                switch (finding.hint().orElseThrow()) {
                    case FORWARDING_OFF -> Optional.of(Cause.of(CauseCode.SSH_FORWARDING_OFF));
                    case LISTEN_OFF -> Optional.of(Cause.of(CauseCode.SSH_LISTEN_OFF));
                    case LOCALHOST_NAMED -> Optional.of(Cause.of(CauseCode.SSH_LOCALHOST_NAMED));
                    case INTERRUPTED ->
                            Optional.of(SshProblems.cause(finding.problem().orElseThrow()));
                    case SERVER, LOGIN, PORTS_REFUSED, EXPOSED, OPEN_OFF, NODE_DOWN ->
                            Optional.empty();
                };
        if (why.isEmpty()) {
            // In use, or not allowed: a server cannot say which.
            put(
                    NodeCheckStep.PORTS,
                    Outcome.WARNED,
                    Optional.of(told.as(ProblemCode.NODE_PORTS_FEW)));
        } else {
            put(NodeCheckStep.PORTS, Outcome.FAILED, Optional.of(told.because(why.get())));
        }
    }

    private void askVersion() throws InterruptedException {
        try (SshTunnel tunnel = SshTunnel.open(place.ssh().withConnections(1), _ -> {});
                LocalForward forward = tunnel.localForward(place.restPort());
                NodeApi api = NodeTunnel.api(place, forward, times)) {
            NodeVersion found = NodeTunnel.version(api, place, forward);
            passed(NodeCheckStep.INTERFACE);
            version = Optional.of(found.version());
            NodeTunnel.requireFit(found, place.name());
            passed(NodeCheckStep.VERSION);
        } catch (EngineException e) {
            failed(version.isPresent() ? NodeCheckStep.VERSION : NodeCheckStep.INTERFACE, e);
        } catch (SshException e) {
            failed(NodeCheckStep.INTERFACE, SshProblems.opening(place.name(), place.restPort(), e));
        } catch (IOException e) {
            failed(
                    NodeCheckStep.INTERFACE,
                    Problem.of(ProblemCode.NODE_UNREACHABLE)
                            .with("ssh", place.ssh().address().toString())
                            .because(e)
                            .toException(e));
        }
    }
}
