package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.UnfitException;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/// Reads what a console asks of a node, strictly: a field that is not known, is missing, stands
/// twice or holds something of another kind refuses the whole request, and so does anything after
/// it. Stateless.
public final class RequestJson {
    /// Longest request in bytes.
    public static final int MOST_BYTES = 32 << 20;

    private RequestJson() {}

    /// A request for a job, as it stands on the wire: targets may stand beside the disks.
    record StartBody(
            NodeJobId jobId,
            String vm,
            VCenterAccess vcenter,
            String snapshot,
            List<DiskBody> disks,
            Optional<String> targets,
            Optional<NodeLimits> limits) {}

    /// One of its disks. Boxed, because a primitive that is missing would be taken for 0.
    record DiskBody(
            Integer key,
            String backingUuid,
            Long capacity,
            ExtentPlan extents,
            ZeroPolicy zeroes,
            Optional<String> target,
            Optional<Integer> connections,
            Optional<String> baseline) {}

    /// Reads the request for a job. The password in it is the caller's to wipe.
    ///
    /// @throws EngineException `REQUEST-INVALID`: which field, and the numbers
    public static StartRequest start(byte[] json) throws EngineException {
        try {
            StartBody body = StrictMapper.read(json, StartBody.class);
            try {
                return request(body);
            } catch (UnfitException e) {
                body.vcenter().close();
                throw e;
            }
        } catch (JacksonException e) {
            throw refusal(StrictMapper.explain(e));
        } catch (UnfitException e) {
            throw refusal(e.explanation());
        }
    }

    /// Reads the question for what a vCenter has.
    ///
    /// @throws EngineException `REQUEST-INVALID`
    public static DiscoverRequest discover(byte[] json) throws EngineException {
        try {
            return StrictMapper.read(json, DiscoverRequest.class);
        } catch (JacksonException e) {
            throw refusal(StrictMapper.explain(e));
        } catch (UnfitException e) {
            throw refusal(e.explanation());
        }
    }

    // Neither message of Jackson nor exception goes on: they quote what was read.
    private static EngineException refusal(Cause why) {
        return Problem.of(ProblemCode.REQUEST_INVALID).because(why).toException();
    }

    private static StartRequest request(StartBody body) {
        Map<Integer, NbdUri> targets =
                body.targets().map(NodeTarget::parseAll).orElseGet(TreeMap::new);
        List<DiskOrder> disks = new ArrayList<>();
        for (int i = 0; i < body.disks().size(); i++) {
            try {
                disks.add(order(body.disks().get(i), targets));
            } catch (UnfitException e) {
                throw new UnfitException(
                        Cause.of(CauseCode.AT)
                                .with("place", "disks[" + i + "]")
                                .because(e.explanation()));
            }
        }
        for (Integer key : targets.keySet()) {
            if (body.disks().stream().noneMatch(disk -> disk.key().equals(key))) {
                throw new UnfitException(
                        Cause.of(CauseCode.NODE_TARGET_UNASKED).with("key", String.valueOf(key)));
            }
        }
        return new StartRequest(
                body.jobId(),
                body.vm(),
                body.vcenter(),
                body.snapshot(),
                disks,
                body.limits().orElse(NodeLimits.NONE));
    }

    private static DiskOrder order(DiskBody disk, Map<Integer, NbdUri> targets) {
        Optional<NbdUri> own = disk.target().map(NodeTarget::parse);
        Optional<NbdUri> beside = Optional.ofNullable(targets.get(disk.key()));
        if (own.isPresent() && beside.isPresent()) {
            throw new UnfitException(
                    Cause.of(CauseCode.NODE_TARGET_TWICE).with("key", String.valueOf(disk.key())));
        }
        NbdUri target =
                own.or(() -> beside)
                        .orElseThrow(() ->
                                new UnfitException(
                                        Cause.of(CauseCode.NODE_TARGET_MISSING)
                                                .with("key", String.valueOf(disk.key()))));
        return new DiskOrder(
                disk.key(),
                disk.backingUuid(),
                disk.capacity(),
                disk.extents(),
                disk.zeroes(),
                target,
                disk.connections().orElse(DiskOrder.USUAL_CONNECTIONS),
                disk.baseline().map(NodeTarget::parse));
    }
}
