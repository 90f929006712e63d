package io.sendense.engine.source.vsphere;

import com.vmware.vim25.DiskChangeExtent;
import com.vmware.vim25.DiskChangeInfo;
import com.vmware.vim25.FileFault;
import com.vmware.vim25.ManagedObjectNotFound;
import com.vmware.vim25.NoPermission;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.ChangeQueryException;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the server which areas of a frozen disk are allocated or changed. Thread-safe.
///
/// The server answers in windows. They are asked for one after the other up to the capacity of the
/// snapshot's configuration; each must begin where the last ended, and together they must cover the
/// disk. Nothing is taken from an answer that does not.
final class ChangedAreas {
    private static final Logger LOG = LoggerFactory.getLogger(ChangedAreas.class);
    private static final String QUERY = "QueryChangedDiskAreas";

    /// vSphere's word for "since ever": what is allocated.
    private static final String ALLOCATED = "*";

    /// A server that answers in smaller pieces than these many is not one to wait for.
    private static final int MOST_WINDOWS = 200_000;

    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(500);

    private final ServerSession session;

    ChangedAreas(ServerSession session) {
        this.session = session;
    }

    ExtentList allocated(FrozenVm frozen, VirtualDisk disk)
            throws ChangeQueryException, EngineException, InterruptedException {
        positionOf(disk);
        return windows(frozen, disk, ALLOCATED);
    }

    ExtentList changed(FrozenVm frozen, VirtualDisk disk, ChangeId since)
            throws ChangeQueryException, EngineException, InterruptedException {
        ChangeId position = positionOf(disk);
        if (!position.follows(since)) {
            throw new ChangeQueryException(
                    FullReason.TRACKING_RESET,
                    name(disk) + " is at " + position + ", which does not follow " + since);
        }
        return windows(frozen, disk, since.value());
    }

    private static ChangeId positionOf(VirtualDisk disk) throws ChangeQueryException {
        return disk.changeId()
                .orElseThrow(() ->
                        new ChangeQueryException(
                                FullReason.NO_CHANGE_ID,
                                name(disk) + " carries no change id in this snapshot"));
    }

    private static String name(VirtualDisk disk) {
        return disk.label() + " (" + disk.key() + ")";
    }

    private ExtentList windows(FrozenVm frozen, VirtualDisk disk, String since)
            throws ChangeQueryException, EngineException, InterruptedException {
        long capacity = disk.capacityBytes();
        List<Extent> areas = new ArrayList<>();
        long next = 0;
        for (int windows = 0; next < capacity; windows++) {
            if (windows == MOST_WINDOWS) {
                throw incomplete(disk, MOST_WINDOWS + " windows reach " + next + " of " + capacity);
            }
            DiskChangeInfo window = query(frozen, disk, next, since);
            if (window.getStartOffset() != next
                    || window.getLength() <= 0
                    || window.getLength() > capacity - next) {
                throw incomplete(
                        disk,
                        "asked for "
                                + next
                                + " of "
                                + capacity
                                + ", the window is "
                                + window.getStartOffset()
                                + "+"
                                + window.getLength());
            }
            take(window, disk, areas);
            next += window.getLength();
        }
        return ExtentList.union(areas);
    }

    /// Areas are clipped to the disk, whose last block may stick out. One that reaches out of its
    /// window is taken whole: reading more than changed does no harm.
    private static void take(DiskChangeInfo window, VirtualDisk disk, List<Extent> into)
            throws ChangeQueryException {
        if (window.getChangedArea() == null) {
            return;
        }
        for (DiskChangeExtent area : window.getChangedArea()) {
            long start = area.getStart();
            long length = area.getLength();
            if (start < 0 || length < 0 || start > Long.MAX_VALUE - length) {
                throw incomplete(disk, "the area " + start + "+" + length + " is none");
            }
            long end = Math.min(start + length, disk.capacityBytes());
            if (start < end) {
                into.add(Extent.between(start, end));
            }
        }
    }

    private static ChangeQueryException incomplete(VirtualDisk disk, String what) {
        return new ChangeQueryException(
                FullReason.QUERY_INCOMPLETE, "the areas of " + name(disk) + ": " + what);
    }

    private DiskChangeInfo query(FrozenVm frozen, VirtualDisk disk, long start, String since)
            throws ChangeQueryException, EngineException, InterruptedException {
        for (boolean again = false; ; again = true) {
            try {
                DiskChangeInfo window =
                        session.repeat(
                                QUERY,
                                (vim, server) ->
                                        vim.queryChangedDiskAreas(
                                                References.vm(frozen.vm()),
                                                References.snapshot(frozen.snapshot()),
                                                disk.key(),
                                                start,
                                                since));
                if (window == null) {
                    throw incomplete(disk, "no answer for " + start);
                }
                return window;
            } catch (SoapFault fault) {
                if (again || !fault.is(FileFault.class)) {
                    throw refused(frozen, disk, fault);
                }
                LOG.info("{} of {} again, after: {}", QUERY, name(disk), fault.getMessage());
                Thread.sleep(PAUSE_AFTER_FAULT);
            }
        }
    }

    /// A missing right or snapshot is the operator's matter; any other refusal means that the disk
    /// has to be read without the server's help.
    private ChangeQueryException refused(FrozenVm frozen, VirtualDisk disk, SoapFault fault)
            throws EngineException {
        if (fault.is(ManagedObjectNotFound.class)) {
            throw session.problems().snapshotUnknown(frozen.snapshot().value(), fault);
        }
        if (fault.is(NoPermission.class)) {
            throw session.problems().of(QUERY, frozen.vm().value(), fault);
        }
        return new ChangeQueryException(
                FullReason.QUERY_REFUSED,
                QUERY + " for " + name(disk) + " was refused: " + fault.text(),
                fault);
    }
}
