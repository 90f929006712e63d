package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.http.Backoff;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.concurrent.TimeoutException;

/// Switches a VM's change tracking on. Thread-safe.
final class ChangeTracking {
    private static final String RECONFIGURE = "ReconfigVM_Task";
    private static final String ENABLED = "config.changeTrackingEnabled";

    private final ServerSession session;
    private final PropertyReader properties;
    private final TaskWatch tasks;
    private final VsphereLimits limits;

    ChangeTracking(
            ServerSession session,
            PropertyReader properties,
            TaskWatch tasks,
            VsphereLimits limits) {
        this.session = session;
        this.properties = properties;
        this.tasks = tasks;
        this.limits = limits;
    }

    void enable(ObjectId vm) throws EngineException, InterruptedException {
        Backoff again = new Backoff(limits.calls().retry());
        try {
            while (!isEnabled(vm)) {
                ManagedObjectReference task = ask(vm);
                try {
                    tasks.await(task, limits.tasks().change(), TaskWatch.WhenGivenUp.CANCEL);
                    return;
                } catch (SoapFault fault) {
                    if (!TaskWatch.isForgotten(fault) || !again.pause()) {
                        throw fault;
                    }
                }
            }
        } catch (TimeoutException e) {
            throw unavailable(vm, e);
        } catch (SoapFault fault) {
            if (fault.is(ManagedObjectNotFound.class)) {
                throw session.problems().vmUnknown(vm.value(), fault);
            }
            if (VsphereProblems.isGeneral(fault)) {
                throw session.problems().of(RECONFIGURE, vm.value(), fault);
            }
            throw unavailable(vm, fault);
        }
    }

    private boolean isEnabled(ObjectId vm) throws SoapFault, EngineException, InterruptedException {
        return properties.of(References.vm(vm), ENABLED).flag(ENABLED);
    }

    private ManagedObjectReference ask(ObjectId vm)
            throws SoapFault, EngineException, InterruptedException {
        VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
        spec.setChangeTrackingEnabled(true);
        // switching on what is on already does no harm, so the call may be repeated
        ManagedObjectReference task =
                session.repeat(
                        RECONFIGURE, (vim, server) -> vim.reconfigVM_Task(References.vm(vm), spec));
        if (References.id(task).isEmpty()) {
            throw session.problems().unreadable(RECONFIGURE, Cause.of(CauseCode.NO_TASK));
        }
        return task;
    }

    private static EngineException unavailable(ObjectId vm, Throwable why) {
        return Problem.of(ProblemCode.CHANGE_TRACKING_UNAVAILABLE)
                .with("vm", vm.value())
                .because(why)
                .toException(why);
    }
}
