package io.sendense.engine.node.reader;

import io.sendense.engine.backup.DiskFailure;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.DiskLocation;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.transfer.MoveTask;
import io.sendense.engine.transfer.Mover;
import io.sendense.engine.transfer.limit.Admission;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.transfer.limit.Place;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One disk of a job, from opening its frozen bytes to the end of its sums. Immutable; run once.
///
/// @param job what the job is called
/// @param track where it tells how it stands
record DiskMove(
        String job,
        VmSource source,
        FrozenVm frozen,
        VirtualDisk disk,
        DiskOrder order,
        NodeTargets.Target target,
        NodeDisk track,
        Mover mover,
        Pace pace,
        PlaceLimiter places) {
    private static final Logger LOG = LoggerFactory.getLogger(DiskMove.class);

    /// Moves the disk. Its track has ended then, one way or another.
    ///
    /// @throws InterruptedException it was stopped: by somebody, or for a sibling's failure
    Void run() throws EngineException, InterruptedException {
        try {
            move();
            track.completed();
            return null;
        } catch (InterruptedException e) {
            throw cancelled(e);
        } catch (EngineException e) {
            throw failed(e, e);
        } catch (IOException e) {
            throw failed(e, NodeFailure.translate(disk.label(), e));
        } catch (RuntimeException e) {
            LOG.error("{}: disk {} met a bug", job, disk.key(), e);
            throw failed(e, Problem.of(ProblemCode.INTERNAL_ERROR).because(e).toException(e));
        }
    }

    private InterruptedException cancelled(Exception how) {
        track.cancelled();
        return how instanceof InterruptedException interrupt
                ? interrupt
                : (InterruptedException) new InterruptedException().initCause(how);
    }

    private EngineException failed(Exception how, EngineException why) throws InterruptedException {
        if (DiskFailure.isCancellation(how)) {
            throw cancelled(how);
        }
        track.failed(why.problem());
        return why;
    }

    private void move() throws EngineException, IOException, InterruptedException {
        track.opening();
        VmSource.FrozenDisk opened = source.open(frozen, disk);
        try (BlockDevice device = opened.device()) {
            track.transferring(opened.transport());
            MoveTask task =
                    new MoveTask(
                            job + " disk " + disk.key(),
                            device,
                            target.device(),
                            order.plan(),
                            ExtentPlan.CLUSTER_BYTES,
                            order.zeroes(),
                            target.baseline(),
                            pace,
                            admission(opened.location()));
            mover.move(task, new NodeSums(track.sums()), track.counters());
        }
        long done = track.counters().doneBytes();
        if (done != track.plannedBytes()) {
            throw Problem.of(ProblemCode.TRANSFER_INCOMPLETE)
                    .with("label", disk.label())
                    .withBytes("planned", track.plannedBytes())
                    .withBytes("done", done)
                    .toException();
        }
        track.sums().complete();
    }

    private Admission admission(DiskLocation location) {
        List<Place> burdened = new ArrayList<>();
        location.host().ifPresent(host -> burdened.add(new Place(Place.Kind.HOST, host)));
        location.datastores()
                .forEach(datastore -> burdened.add(new Place(Place.Kind.DATASTORE, datastore)));
        return places.at(burdened, location.requests());
    }
}
