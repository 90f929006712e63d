package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoPermission;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.http.Backoff;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.concurrent.TimeoutException;

/// Merges redo logs that no snapshot needs any more: what a removal leaves that was cut off.
/// Thread-safe. Snapshots of others are not touched.
final class Consolidation {
    private static final String CONSOLIDATE = "ConsolidateVMDisks_Task";
    private static final String NEEDED = "runtime.consolidationNeeded";

    private final ServerSession session;
    private final PropertyReader properties;
    private final TaskWatch tasks;
    private final VsphereLimits limits;

    Consolidation(
            ServerSession session,
            PropertyReader properties,
            TaskWatch tasks,
            VsphereLimits limits) {
        this.session = session;
        this.properties = properties;
        this.tasks = tasks;
        this.limits = limits;
    }

    boolean run(ObjectId vm) throws EngineException, InterruptedException {
        Backoff again = new Backoff(limits.calls().retry());
        boolean done = false;
        try {
            while (!done && properties.of(References.vm(vm), NEEDED).flag(NEEDED)) {
                done = isMerged(ask(vm));
                if (!done && !again.pause()) {
                    throw Problem.of(ProblemCode.CONSOLIDATION_FAILED)
                            .with("vm", vm.value())
                            .because(Cause.of(CauseCode.TASKS_FORGOTTEN))
                            .toException();
                }
            }
            return done || again.attempts() > 0;
        } catch (TimeoutException e) {
            throw failed(vm, e);
        } catch (SoapFault fault) {
            if (fault.is(ManagedObjectNotFound.class)) {
                return false;
            }
            if (fault.is(NoPermission.class)) {
                throw session.problems().of(CONSOLIDATE, vm.value(), fault);
            }
            throw failed(vm, fault);
        }
    }

    private ManagedObjectReference ask(ObjectId vm)
            throws SoapFault, EngineException, InterruptedException {
        // consolidating twice does no harm, so the call may be repeated
        ManagedObjectReference task =
                session.repeat(
                        CONSOLIDATE,
                        (stubs, server) -> stubs.consolidateVMDisks_Task(References.vm(vm)));
        if (References.id(task).isEmpty()) {
            throw session.problems().unreadable(CONSOLIDATE, Cause.of(CauseCode.NO_TASK));
        }
        return task;
    }

    /// @return false if the server has forgotten the task, so that nobody knows
    private boolean isMerged(ManagedObjectReference task)
            throws SoapFault, EngineException, TimeoutException, InterruptedException {
        try {
            // one that is cut off leaves more to consolidate
            tasks.await(task, limits.tasks().removal(), TaskWatch.WhenGivenUp.LEAVE);
            return true;
        } catch (SoapFault fault) {
            if (TaskWatch.isForgotten(fault)) {
                return false;
            }
            throw fault;
        }
    }

    private static EngineException failed(ObjectId vm, Throwable why) {
        return Problem.of(ProblemCode.CONSOLIDATION_FAILED)
                .with("vm", vm.value())
                .because(why)
                .toException(why);
    }
}
