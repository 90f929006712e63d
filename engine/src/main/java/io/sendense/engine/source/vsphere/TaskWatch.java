package io.sendense.engine.source.vsphere;

import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.VimPortType;
import com.vmware.vim25.WaitOptions;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for tasks of the server. Thread-safe.
///
/// The server is asked to answer when the task's state changes (`WaitForUpdatesEx` on a property
/// collector of the wait's own); one that cannot do that is asked again and again.
final class TaskWatch {
    /// What becomes of the task when its waiter is interrupted or has waited long enough.
    enum WhenGivenUp {
        /// The server is asked to cancel it: it is ours, and has done nothing until it is over.
        CANCEL,
        /// It goes on: it may be somebody else's, or must not be cut off.
        LEAVE
    }

    private static final Logger LOG = LoggerFactory.getLogger(TaskWatch.class);
    private static final String FORGOTTEN = "TaskForgotten";
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(3);

    /// How long one call waits on the server.
    private static final int WAIT_SECONDS = 20;

    private static final long FIRST_POLL_MILLIS = 50;
    private static final long LONGEST_POLL_MILLIS = 2_000;

    private final ServerSession session;
    private final PropertyReader properties;

    TaskWatch(ServerSession session, PropertyReader properties) {
        this.session = session;
        this.properties = properties;
    }

    /// Waits until the task is over.
    ///
    /// @return its info, which says success
    /// @throws SoapFault the task failed, or is forgotten: see [#isForgotten]
    /// @throws TimeoutException it is still running after `limit`
    TaskInfo await(ManagedObjectReference task, Duration limit, WhenGivenUp whenGivenUp)
            throws SoapFault, EngineException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            boolean pushed = true;
            long pause = FIRST_POLL_MILLIS;
            while (true) {
                TaskInfo info = known(task);
                if (info.getState() == TaskInfoState.success) {
                    return info;
                }
                if (info.getState() == TaskInfoState.error) {
                    throw failure(info);
                }
                if (System.nanoTime() - deadline > 0) {
                    giveUp(task, whenGivenUp);
                    throw new TaskLimitException(limit);
                }
                pushed = pushed && waitForChange(task);
                if (!pushed) {
                    Thread.sleep(pause);
                    pause = Math.min(LONGEST_POLL_MILLIS, pause * 2);
                }
            }
        } catch (InterruptedException e) {
            giveUp(task, whenGivenUp);
            throw e;
        }
    }

    /// Whether a fault says that the server does not know the task any more: it was started again.
    /// Its host goes on with the work.
    static boolean isForgotten(SoapFault fault) {
        return fault.typeName().equals(FORGOTTEN);
    }

    private TaskInfo known(ManagedObjectReference task)
            throws SoapFault, EngineException, InterruptedException {
        try {
            return info(task);
        } catch (SoapFault fault) {
            if (!fault.is(ManagedObjectNotFound.class)) {
                throw fault;
            }
            throw SoapFault.own(
                    FORGOTTEN, Cause.of(CauseCode.TASK_FORGOTTEN).with("task", task.getVal()));
        }
    }

    private void giveUp(ManagedObjectReference task, WhenGivenUp what) {
        if (what == WhenGivenUp.CANCEL) {
            cancel(task);
        }
    }

    /// Waits for somebody else's task to end, one way or the other.
    ///
    /// @return false if it was over before: there was nothing to wait for
    /// @throws SoapFault there is no such task, or no longer
    boolean awaitOther(ManagedObjectReference task, Duration limit)
            throws SoapFault, EngineException, TimeoutException, InterruptedException {
        if (isOver(info(task).getState())) {
            return false;
        }
        try {
            TaskInfo _ = await(task, limit, WhenGivenUp.LEAVE);
        } catch (SoapFault fault) {
            LOG.info("the task {} ended: {}", task.getVal(), fault.getMessage());
        }
        return true;
    }

    /// The state of a task now.
    TaskInfo info(ManagedObjectReference task)
            throws SoapFault, EngineException, InterruptedException {
        return properties
                .of(task, "info")
                .get("info", TaskInfo.class)
                .orElseThrow(() ->
                        session.problems()
                                .unreadable(
                                        "RetrievePropertiesEx",
                                        Cause.of(CauseCode.NOT_SHOWN)
                                                .with("object", task.getVal())
                                                .with("what", "info")));
    }

    private static SoapFault failure(TaskInfo info) {
        LocalizedMethodFault error = info.getError();
        if (error == null || error.getFault() == null) {
            return SoapFault.own("UnknownError", Cause.of(CauseCode.TASK_SAID_NOTHING));
        }
        String words = error.getLocalizedMessage();
        return SoapFault.of(error.getFault(), words == null ? "" : words);
    }

    /// Returns when the task has changed since the call began or was over before, or after a while.
    ///
    /// @return false if the server cannot wait
    private boolean waitForChange(ManagedObjectReference task)
            throws EngineException, InterruptedException {
        try {
            session.repeat(
                    "WaitForUpdatesEx",
                    (vim, server) -> {
                        wait(vim, server, task);
                        return true;
                    });
            return true;
        } catch (SoapFault fault) {
            LOG.info("tasks are polled: the server cannot wait ({})", fault.getMessage());
            return false;
        }
    }

    private static void wait(VimPortType vim, ServiceContent server, ManagedObjectReference task)
            throws RemoteException {
        ManagedObjectReference collector =
                vim.createPropertyCollector(server.getPropertyCollector());
        try {
            vim.createFilter(collector, stateOf(task), true);
            WaitOptions options = new WaitOptions();
            options.setMaxWaitSeconds(WAIT_SECONDS);
            // the first answer is the state as it is, at once
            UpdateSet first = vim.waitForUpdatesEx(collector, "", options);
            if (first != null && !isOver(vim, server, task)) {
                vim.waitForUpdatesEx(collector, first.getVersion(), options);
            }
        } finally {
            destroy(vim, collector);
        }
    }

    private static boolean isOver(
            VimPortType vim, ServiceContent server, ManagedObjectReference task)
            throws RemoteException {
        return PropertyReader.read(vim, server, task, "info.state")
                .get("info.state", TaskInfoState.class)
                .map(TaskWatch::isOver)
                .orElse(false);
    }

    private static boolean isOver(TaskInfoState state) {
        return state == TaskInfoState.success || state == TaskInfoState.error;
    }

    private static PropertyFilterSpec stateOf(ManagedObjectReference task) {
        ObjectSpec start = new ObjectSpec();
        start.setObj(task);
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {start});
        filter.setPropSet(new PropertySpec[] {PropertyReader.properties("Task", "info.state")});
        return filter;
    }

    /// In passing: an interrupted waiter must not wait for this, and a collector ends with its
    /// session anyway.
    private static void destroy(VimPortType vim, ManagedObjectReference collector) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        vim.destroyPropertyCollector(collector);
                    } catch (RemoteException e) {
                        LOG.debug("a property collector stays: {}", e.getMessage());
                    }
                });
    }

    /// Asks the server to cancel a task, waiting shortly and never throwing: the caller is on its
    /// way out.
    private void cancel(ManagedObjectReference task) {
        Thread asking =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                session.repeat(
                                        "CancelTask",
                                        (vim, server) -> {
                                            vim.cancelTask(task);
                                            return true;
                                        });
                            } catch (SoapFault | EngineException e) {
                                LOG.info("{} was not cancelled: {}", task.getVal(), e.getMessage());
                            } catch (InterruptedException e) {
                                LOG.info("{} was not cancelled in time", task.getVal());
                            }
                        });
        boolean interrupted = Thread.interrupted();
        try {
            if (!asking.join(CANCEL_LIMIT)) {
                asking.interrupt();
            }
        } catch (InterruptedException e) {
            asking.interrupt();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
