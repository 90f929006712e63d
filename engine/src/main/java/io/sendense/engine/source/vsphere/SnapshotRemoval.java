package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.TaskInProgress;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.http.Backoff;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes snapshots and waits until they are gone. Asking twice does no harm: an id never comes
/// again. Thread-safe.
///
/// A task of the VM that is in the way is waited for as long as for the removal itself. A server
/// that names none, or one that is over, is asked again for the time of retrying.
final class SnapshotRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRemoval.class);
    private static final String REMOVE = "RemoveSnapshot_Task";

    private final ServerSession session;
    private final PropertyReader properties;
    private final TaskWatch tasks;
    private final VsphereLimits limits;

    SnapshotRemoval(
            ServerSession session,
            PropertyReader properties,
            TaskWatch tasks,
            VsphereLimits limits) {
        this.session = session;
        this.properties = properties;
        this.tasks = tasks;
        this.limits = limits;
    }

    void remove(ObjectId snapshot) throws EngineException, InterruptedException {
        Duration limit = limits.tasks().removal();
        long deadline = System.nanoTime() + limit.toNanos();
        Backoff busy = new Backoff(limits.calls().retry());
        while (true) {
            try {
                // an interrupted removal goes on: one that is cut off leaves disks to consolidate
                tasks.await(ask(snapshot), limit, TaskWatch.WhenGivenUp.LEAVE);
                return;
            } catch (TimeoutException e) {
                throw failed(snapshot, (Throwable) e);
            } catch (SoapFault fault) {
                // a server that forgot the task is asked again: the host may still be removing
                boolean forgotten = TaskWatch.isForgotten(fault);
                if ((forgotten || fault.is(ManagedObjectNotFound.class)) && isGone(snapshot)) {
                    return;
                }
                if (!forgotten && !fault.is(TaskInProgress.class)) {
                    throw failed(snapshot, fault);
                }
                // often the removal itself, whose answer was lost
                if (waitForOther(fault, limit)) {
                    busy = new Backoff(limits.calls().retry());
                }
                if (System.nanoTime() - deadline > 0 || !busy.pause()) {
                    throw failed(snapshot, fault);
                }
            }
        }
    }

    private ManagedObjectReference ask(ObjectId snapshot)
            throws SoapFault, EngineException, InterruptedException {
        ManagedObjectReference task =
                session.repeat(
                        REMOVE,
                        (vim, server) ->
                                vim.removeSnapshot_Task(
                                        References.snapshot(snapshot), false, true));
        if (References.id(task).isEmpty()) {
            throw session.problems().unreadable(REMOVE, Cause.of(CauseCode.NO_TASK));
        }
        return task;
    }

    /// Not found may be the task, or the snapshot.
    private boolean isGone(ObjectId snapshot) throws EngineException, InterruptedException {
        try {
            properties.of(References.snapshot(snapshot), "config.name");
            return false;
        } catch (SoapFault fault) {
            return fault.is(ManagedObjectNotFound.class);
        }
    }

    /// @return whether there was a task to wait for: named by the fault, and not over before
    private boolean waitForOther(SoapFault fault, Duration limit)
            throws EngineException, InterruptedException {
        Optional<ManagedObjectReference> other =
                fault.as(TaskInProgress.class)
                        .map(TaskInProgress::getTask)
                        .filter(task -> References.id(task).isPresent());
        if (other.isEmpty()) {
            return false;
        }
        try {
            return tasks.awaitOther(other.get(), limit);
        } catch (SoapFault | TimeoutException e) {
            LOG.info("not waiting for {}: {}", other.get().getVal(), e.getMessage());
            return false;
        }
    }

    private EngineException failed(ObjectId snapshot, SoapFault fault) throws InterruptedException {
        return VsphereProblems.isGeneral(fault) && !fault.is(TaskInProgress.class)
                ? session.problems().of(REMOVE, snapshot.value(), fault)
                : failed(snapshot, (Throwable) fault);
    }

    private EngineException failed(ObjectId snapshot, Throwable why) throws InterruptedException {
        return Problem.of(ProblemCode.SNAPSHOT_REMOVE_FAILED)
                .with("snapshot", snapshot.value())
                .with("vm", vmOf(snapshot))
                .because(why)
                .toException(why);
    }

    private String vmOf(ObjectId snapshot) throws InterruptedException {
        try {
            return properties
                    .of(References.snapshot(snapshot), "vm")
                    .reference("vm")
                    .map(ObjectId::value)
                    .orElse("?");
        } catch (SoapFault | EngineException e) {
            return "?";
        }
    }
}
