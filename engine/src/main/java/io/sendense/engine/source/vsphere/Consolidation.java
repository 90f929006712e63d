package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoPermission;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Merges redo logs that no snapshot needs any more: what a removal leaves that was cut off.
/// Thread-safe. Snapshots of others are not touched.
final class Consolidation {
    private static final String CONSOLIDATE = "ConsolidateVMDisks_Task";
    private static final String NEEDED = "runtime.consolidationNeeded";

    private final ServerSession session;
    private final PropertyReader properties;
    private final TaskWatch tasks;
    private final Duration limit;

    Consolidation(
            ServerSession session, PropertyReader properties, TaskWatch tasks, Duration limit) {
        this.session = session;
        this.properties = properties;
        this.tasks = tasks;
        this.limit = limit;
    }

    boolean run(ObjectId vm) throws EngineException, InterruptedException {
        try {
            if (!properties.of(References.vm(vm), NEEDED).flag(NEEDED)) {
                return false;
            }
            // consolidating twice does no harm, so the call may be repeated
            ManagedObjectReference task =
                    session.repeat(
                            CONSOLIDATE,
                            (stubs, server) -> stubs.consolidateVMDisks_Task(References.vm(vm)));
            if (References.id(task).isEmpty()) {
                throw session.problems().unreadable(CONSOLIDATE, "no task in the answer");
            }
            // one that is cut off leaves more to consolidate
            tasks.await(task, limit, TaskWatch.WhenGivenUp.LEAVE);
            return true;
        } catch (TimeoutException e) {
            throw failed(vm, String.valueOf(e.getMessage()), e);
        } catch (SoapFault fault) {
            if (fault.is(ManagedObjectNotFound.class)) {
                return false;
            }
            if (fault.is(NoPermission.class)) {
                throw session.problems().of(CONSOLIDATE, vm.value(), fault);
            }
            throw failed(vm, fault.text(), fault);
        }
    }

    private static EngineException failed(ObjectId vm, String cause, Throwable why) {
        return Problem.of(ProblemCode.CONSOLIDATION_FAILED)
                .with("vm", vm.value())
                .with("cause", cause)
                .toException(why);
    }
}
