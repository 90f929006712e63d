package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.vsphere.soap.CallFailed;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes snapshots, each at most once. Thread-safe.
///
/// Where the answer to the request is lost, the VM is looked at: a running snapshot task is waited
/// for, and a snapshot with the requested name and description is the one that was asked for. Only
/// when neither is there may nothing have happened; a server that was started again knows no tasks,
/// so that even this is not certain. Names must therefore be unique per request.
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final String CREATE = "CreateSnapshot_Task";
    private static final String CREATE_DESCRIPTION = "VirtualMachine.createSnapshot";

    /// After a lost answer: a request that had arrived shows within this many looks.
    private static final int LOOKS = 5;

    private static final Duration LOOK_PAUSE = Duration.ofMillis(500);

    private final ServerSession session;
    private final PropertyReader properties;
    private final VmReader vms;
    private final TaskWatch tasks;
    private final VsphereLimits limits;

    Snapshots(
            ServerSession session,
            PropertyReader properties,
            VmReader vms,
            TaskWatch tasks,
            VsphereLimits limits) {
        this.session = session;
        this.properties = properties;
        this.vms = vms;
        this.tasks = tasks;
        this.limits = limits;
    }

    ObjectId create(SnapshotRequest request) throws EngineException, InterruptedException {
        for (boolean again = false; ; again = true) {
            try {
                return created(request, ask(request));
            } catch (SoapFault fault) {
                // not logged in: the server has certainly done nothing
                if (again || !fault.is(NotAuthenticated.class)) {
                    throw failed(request, fault);
                }
            } catch (CallFailed lost) {
                LOG.warn("the answer to {} is lost: {}", CREATE, lost.getMessage());
                return lookFor(request, Duration.ZERO)
                        .orElseThrow(() ->
                                unknown(
                                        request,
                                        Cause.of(CauseCode.SNAPSHOT_NOT_ASKED_FOR_SURELY)
                                                .because(lost.why()),
                                        lost));
            }
        }
    }

    private ManagedObjectReference ask(SnapshotRequest request)
            throws SoapFault, CallFailed, EngineException, InterruptedException {
        ManagedObjectReference task =
                session.once(
                        CREATE,
                        (vim, server) ->
                                vim.createSnapshot_Task(
                                        References.vm(request.vm()),
                                        request.name(),
                                        request.description(),
                                        false,
                                        request.quiesce()));
        if (References.id(task).isEmpty()) {
            throw session.problems().unreadable(CREATE, Cause.of(CauseCode.NO_TASK));
        }
        return task;
    }

    private ObjectId created(SnapshotRequest request, ManagedObjectReference task)
            throws EngineException, InterruptedException {
        try {
            TaskInfo info =
                    tasks.await(task, limits.tasks().change(), TaskWatch.WhenGivenUp.CANCEL);
            if (info.getResult() instanceof ManagedObjectReference snapshot
                    && References.id(snapshot).isPresent()) {
                return new ObjectId(snapshot.getVal());
            }
            return lookFor(request, Duration.ZERO)
                    .orElseThrow(() -> failed(request, Cause.of(CauseCode.NO_SNAPSHOT_NAMED)));
        } catch (TimeoutException e) {
            throw failed(request, (Throwable) e);
        } catch (SoapFault fault) {
            if (TaskWatch.isForgotten(fault)) {
                LOG.warn("a snapshot is looked for: {}", fault.words());
                return lookFor(request, limits.calls().retry())
                        .orElseThrow(() -> unknown(request, fault.explanation(), fault));
            }
            throw failed(request, fault);
        }
    }

    /// The snapshot this request made, once no task is running that could still make it.
    ///
    /// @param atLeast how long to look; never less than some looks
    private Optional<ObjectId> lookFor(SnapshotRequest request, Duration atLeast)
            throws EngineException, InterruptedException {
        long until = System.nanoTime() + atLeast.toNanos();
        for (int look = 0; look < LOOKS || System.nanoTime() < until; look++) {
            Optional<ManagedObjectReference> running = runningTask(request.vm());
            if (running.isPresent()) {
                try {
                    // perhaps it is somebody else's
                    tasks.await(
                            running.get(), limits.tasks().change(), TaskWatch.WhenGivenUp.LEAVE);
                } catch (SoapFault | TimeoutException e) {
                    LOG.info("a snapshot task of {} ended: {}", request.vm(), e.getMessage());
                }
            }
            Optional<SnapshotNode> found =
                    all(vms.snapshots(request.vm()))
                            .filter(node -> node.name().equals(request.name()))
                            .filter(node -> node.description().equals(request.description()))
                            .findFirst();
            if (found.isPresent()) {
                return Optional.of(found.get().id());
            }
            Thread.sleep(LOOK_PAUSE);
        }
        return Optional.empty();
    }

    private static Stream<SnapshotNode> all(List<SnapshotNode> nodes) {
        return nodes.stream().flatMap(node -> Stream.concat(Stream.of(node), all(node.children())));
    }

    private Optional<ManagedObjectReference> runningTask(ObjectId vm)
            throws EngineException, InterruptedException {
        try {
            ManagedObjectReference[] recent =
                    properties
                            .of(References.vm(vm), "recentTask")
                            .get("recentTask", ManagedObjectReference[].class)
                            .orElse(new ManagedObjectReference[0]);
            for (ManagedObjectReference task : recent) {
                TaskInfo info = tasks.info(task);
                boolean active =
                        info.getState() == TaskInfoState.running
                                || info.getState() == TaskInfoState.queued;
                if (active && CREATE_DESCRIPTION.equals(info.getDescriptionId())) {
                    return Optional.of(task);
                }
            }
        } catch (SoapFault fault) {
            // gone meanwhile, or not to be seen: the snapshot tree decides
            LOG.debug("tasks of {} cannot be read: {}", vm, fault.getMessage());
        }
        return Optional.empty();
    }

    private EngineException failed(SnapshotRequest request, SoapFault fault) {
        String vm = request.vm().value();
        if (fault.is(ManagedObjectNotFound.class)) {
            return session.problems().vmUnknown(vm, fault);
        }
        if (VsphereProblems.isGeneral(fault)) {
            return session.problems().of(CREATE, vm, fault);
        }
        if (request.quiesce() && isAboutQuiescing(fault)) {
            return Problem.of(ProblemCode.SNAPSHOT_QUIESCE_FAILED)
                    .with("vm", vm)
                    .because(fault)
                    .toException(fault);
        }
        return failed(request, (Throwable) fault);
    }

    /// `ApplicationQuiesceFault`, `FilesystemQuiesceFault`, `ToolsUnavailable` and others; a
    /// general fault says it in its (English) words only.
    private static boolean isAboutQuiescing(SoapFault fault) {
        String type = fault.typeName();
        String words = fault.words().toLowerCase(Locale.ROOT);
        return type.contains("Quiesce") || type.startsWith("Tools") || words.contains("quiesc");
    }

    private static EngineException unknown(SnapshotRequest request, Cause cause, Throwable why) {
        return Problem.of(ProblemCode.SNAPSHOT_OUTCOME_UNKNOWN)
                .with("vm", request.vm().value())
                .because(cause)
                .with("snapshot", request.name())
                .toException(why);
    }

    private static EngineException failed(SnapshotRequest request, Cause cause) {
        return creation(request).because(cause).toException();
    }

    private static EngineException failed(SnapshotRequest request, Throwable why) {
        return creation(request).because(why).toException(why);
    }

    private static Problem creation(SnapshotRequest request) {
        return Problem.of(ProblemCode.SNAPSHOT_CREATE_FAILED)
                .with("vm", request.vm().value())
                .with("snapshot", request.name());
    }
}
