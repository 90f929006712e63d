package io.sendense.engine.backup;

import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.ChangeQueryException;
import io.sendense.engine.source.inventory.DiskLocation;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// A vCenter with one VM, in memory: snapshots copy configuration and disks, changes are tracked in
/// blocks of 64 KiB. Faults on demand.
final class FakeVmSource implements VmSource {
    static final ObjectId VM = new ObjectId("vm-42");
    static final String VM_UUID = "50000000-0000-4000-8000-000000000042";

    final List<FakeDisk> disks = new ArrayList<>();
    final Map<String, SnapshotNode> snapshots = new LinkedHashMap<>();
    private final Map<String, Frozen> frozen = new LinkedHashMap<>();
    private long sequence = 1;
    private int nextSnapshot = 1;

    boolean tracking = true;
    volatile VmCondition condition =
            new VmCondition(
                    "connected",
                    false,
                    VmCondition.GuestTools.RUNNING,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(new DatastoreCondition("ds", "VMFS", 1L << 40, 1L << 39, true, false)),
                    Set.of(),
                    Optional.empty());
    int created;
    final List<SnapshotRequest> asked = new CopyOnWriteArrayList<>();
    int failingRemovals;
    int removalsAsked;
    boolean refuseQuiesce;
    boolean loseCreateReply;
    boolean refuseQueries;
    boolean refuseTracking;
    boolean redoLogsLeft;
    boolean refuseConsolidation;
    volatile boolean unreachable;

    /// Done when a snapshot is asked for, before it is taken.
    volatile Runnable beforeSnapshot = () -> {};

    /// Done when a snapshot was taken, before anybody has looked at it.
    volatile Runnable afterSnapshot = () -> {};

    final ReadGate gate = new ReadGate();

    synchronized FakeDisk addDisk(int key, long size) {
        FakeDisk disk = new FakeDisk(key, size);
        disks.add(disk);
        return disk;
    }

    synchronized void write(FakeDisk disk, long offset, byte[] bytes) {
        disk.write(offset, bytes, sequence);
    }

    /// The position of change tracking that the next snapshot will have.
    synchronized long sequence() {
        return sequence;
    }

    /// What can be gone back to: the disks, and where change tracking stands.
    synchronized Moment moment() {
        Map<FakeDisk, FakeDisk> contents = new LinkedHashMap<>();
        disks.forEach(disk -> contents.put(disk, disk.copy()));
        return new Moment(contents, sequence);
    }

    /// Goes back: positions of change tracking that were given out since are given out again.
    synchronized void revert(Moment to) {
        to.contents().forEach(FakeDisk::become);
        sequence = to.sequence();
    }

    synchronized void snapshotOfAUser(String id, String name) {
        snapshots.put(id, new SnapshotNode(new ObjectId(id), name, "", Instant.EPOCH, List.of()));
    }

    private void reach() throws EngineException {
        if (unreachable) {
            throw Problem.of(ProblemCode.VCENTER_UNREACHABLE)
                    .with("url", "https://fake/sdk")
                    .with("cause", "Connection refused")
                    .toException();
        }
    }

    @Override
    public About about() {
        return new About("Fake", "8.0.3.0", "70000000-0000-4000-8000-000000000001", true);
    }

    @Override
    public Inventory inventory() {
        return new Inventory(List.of(), List.of(summary()));
    }

    private static VmSummary summary() {
        return new VmSummary(
                VM,
                "pgtest1",
                VM_UUID,
                PowerState.ON,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    @Override
    public synchronized VirtualMachine vm(ObjectId vm) throws EngineException {
        reach();
        return new VirtualMachine(
                summary(),
                VM_UUID,
                Optional.of("DC0"),
                "vmx-19",
                true,
                tracking,
                false,
                configuration(),
                List.copyOf(snapshots.values()));
    }

    @Override
    public VmCondition condition(ObjectId vm) {
        return condition;
    }

    @Override
    public List<DatastoreCondition> datastores(ObjectId vm) throws EngineException {
        reach();
        return condition.datastores();
    }

    private List<VirtualDisk> configuration() {
        List<VirtualDisk> result = new ArrayList<>();
        for (FakeDisk disk : disks) {
            Optional<Long> position = tracking ? Optional.of(sequence) : Optional.empty();
            result.add(disk.describe(result.size(), position));
        }
        return result;
    }

    @Override
    public synchronized void enableChangeTracking(ObjectId vm) throws EngineException {
        if (refuseTracking) {
            throw Problem.of(ProblemCode.CHANGE_TRACKING_UNAVAILABLE)
                    .with("vm", "pgtest1")
                    .with("cause", "NotSupported")
                    .toException();
        }
        tracking = true;
    }

    @Override
    public synchronized ObjectId createSnapshot(SnapshotRequest request) throws EngineException {
        reach();
        asked.add(request);
        if (refuseQuiesce && request.quiesce()) {
            throw Problem.of(ProblemCode.SNAPSHOT_QUIESCE_FAILED)
                    .with("vm", "pgtest1")
                    .with("cause", "tools are not running")
                    .toException();
        }
        beforeSnapshot.run();
        String id = "snapshot-" + nextSnapshot++;
        created++;
        Map<Integer, FakeDisk> copies = new LinkedHashMap<>();
        disks.forEach(disk -> copies.put(disk.key, disk.copy()));
        frozen.put(id, new Frozen(configuration(), copies));
        sequence++;
        snapshots.put(
                id,
                new SnapshotNode(
                        new ObjectId(id),
                        request.name(),
                        request.description(),
                        Instant.EPOCH,
                        List.of()));
        afterSnapshot.run();
        if (loseCreateReply) {
            throw Problem.of(ProblemCode.SNAPSHOT_CREATE_FAILED)
                    .with("vm", "pgtest1")
                    .with("cause", "the reply was lost")
                    .toException();
        }
        return new ObjectId(id);
    }

    @Override
    public synchronized FrozenVm frozen(ObjectId vm, ObjectId snapshot) throws EngineException {
        reach();
        Frozen taken = frozen.get(snapshot.value());
        if (taken == null) {
            throw Problem.of(ProblemCode.SNAPSHOT_UNKNOWN)
                    .with("snapshot", snapshot.value())
                    .with("vcenter", "https://fake/sdk")
                    .toException();
        }
        return new FrozenVm(
                vm, snapshot, taken.configuration(), "<config>" + snapshot + "</config>");
    }

    @Override
    public Optional<byte[]> nvram(FrozenVm of) {
        return Optional.of(new byte[] {1, 2, 3});
    }

    @Override
    public synchronized void removeSnapshot(ObjectId snapshot) throws EngineException {
        removalsAsked++;
        reach();
        if (failingRemovals > 0) {
            failingRemovals--;
            throw Problem.of(ProblemCode.SNAPSHOT_REMOVE_FAILED)
                    .with("snapshot", snapshot.value())
                    .with("vm", "pgtest1")
                    .with("cause", "another task is in progress")
                    .toException();
        }
        snapshots.remove(snapshot.value());
        frozen.remove(snapshot.value());
    }

    @Override
    public synchronized boolean consolidate(ObjectId vm) throws EngineException {
        reach();
        if (refuseConsolidation) {
            throw Problem.of(ProblemCode.CONSOLIDATION_FAILED)
                    .with("vm", "pgtest1")
                    .with("cause", "a file is locked")
                    .toException();
        }
        boolean needed = redoLogsLeft;
        redoLogsLeft = false;
        return needed;
    }

    @Override
    public synchronized List<SnapshotNode> snapshots(ObjectId vm) throws EngineException {
        reach();
        return List.copyOf(snapshots.values());
    }

    @Override
    public synchronized ExtentList allocated(FrozenVm of, VirtualDisk disk)
            throws ChangeQueryException {
        return changedSince(of, disk, 0);
    }

    @Override
    public synchronized ExtentList changed(FrozenVm of, VirtualDisk disk, ChangeId since)
            throws ChangeQueryException {
        return changedSince(of, disk, since.sequence());
    }

    private ExtentList changedSince(FrozenVm of, VirtualDisk disk, long since)
            throws ChangeQueryException {
        if (refuseQueries) {
            throw new ChangeQueryException(FullReason.QUERY_REFUSED, "FileFault");
        }
        return disk(of, disk).writtenAfter(since);
    }

    private FakeDisk disk(FrozenVm of, VirtualDisk disk) {
        return frozen.get(of.snapshot().value()).disks().get(disk.key());
    }

    @Override
    public synchronized FrozenDisk open(FrozenVm of, VirtualDisk disk) {
        return new FrozenDisk(
                gate.before(disk.key(), disk(of, disk).content),
                "memory",
                new DiskLocation(Optional.of("host-uuid"), Set.of("datastore-url"), 1));
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /// What a snapshot holds: the configuration and the disks as they were when it was taken.
    private record Frozen(List<VirtualDisk> configuration, Map<Integer, FakeDisk> disks) {}

    /// A VM as it was.
    record Moment(Map<FakeDisk, FakeDisk> contents, long sequence) {}
}
