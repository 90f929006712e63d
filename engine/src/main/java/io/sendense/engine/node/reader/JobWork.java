package io.sendense.engine.node.reader;

import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.Mover;
import io.sendense.engine.transfer.Scope;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import io.sendense.engine.transfer.limit.RatePace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a job does, from its vCenter to the last flush. Stateless.
///
/// ```text
/// a share of the session
///   the VM as the snapshot holds it, every disk found      refused here: nothing was opened
///     every target connected, each of the right size       refused here: nothing was written
///       every disk moved, all at once                      the first failure stops the others
/// ```
///
/// Released in reverse order, whatever happens.
///
/// @param connect limit for each connection to a target
record JobWork(SharedSources sources, Mover mover, PlaceLimiter places, Duration connect) {
    /// Does it, on this thread and those of the disks.
    ///
    /// @param disks the tracks of the request's disks, in its order
    /// @throws EngineException the first failure
    void run(StartRequest request, List<NodeDisk> disks)
            throws EngineException, InterruptedException {
        try (SharedSources.Lease lease = sources.take(request.vcenter());
                NodeTargets targets = new NodeTargets(connect)) {
            FrozenVm frozen =
                    lease.source()
                            .frozen(new ObjectId(request.vm()), new ObjectId(request.snapshot()));
            List<VirtualDisk> found = new ArrayList<>();
            for (int i = 0; i < disks.size(); i++) {
                found.add(told(disks.get(i), frozen, request.disks().get(i)));
            }
            Pace pace =
                    request.limits()
                            .bytesPerSecond()
                            .<Pace>map(RatePace::new)
                            .orElse(Pace.UNLIMITED);
            List<DiskMove> moves = new ArrayList<>();
            for (int i = 0; i < disks.size(); i++) {
                DiskOrder order = request.disks().get(i);
                moves.add(
                        new DiskMove(
                                request.jobId().value(),
                                lease.source(),
                                frozen,
                                found.get(i),
                                order,
                                connected(targets, disks.get(i), found.get(i), order),
                                disks.get(i),
                                mover,
                                pace,
                                places));
            }
            move(request.jobId().value(), moves);
        }
    }

    private static VirtualDisk told(NodeDisk track, FrozenVm frozen, DiskOrder order)
            throws EngineException {
        try {
            return FrozenDisks.find(frozen, order);
        } catch (EngineException e) {
            track.failed(e.problem());
            throw e;
        }
    }

    private static NodeTargets.Target connected(
            NodeTargets targets, NodeDisk track, VirtualDisk disk, DiskOrder order)
            throws EngineException, InterruptedException {
        track.opening();
        try {
            return targets.connect(disk.label(), order);
        } catch (EngineException e) {
            track.failed(e.problem());
            throw e;
        }
    }

    private static void move(String name, List<DiskMove> moves)
            throws EngineException, InterruptedException {
        try (Scope scope = new Scope("node " + name)) {
            moves.forEach(move -> scope.fork(move::run));
            scope.join();
        } catch (EngineException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw Problem.of(ProblemCode.INTERNAL_ERROR).because(e).toException(e);
        }
    }
}
