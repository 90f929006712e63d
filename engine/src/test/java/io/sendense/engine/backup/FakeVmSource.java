package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.ChangeQueryException;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.inventory.VmSummary;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// A vCenter with one VM, in memory: snapshots copy the disks, changes are tracked in blocks of 64
/// KiB. Faults on demand.
final class FakeVmSource implements VmSource {
    static final ObjectId VM = new ObjectId("vm-42");
    static final String VM_UUID = "50000000-0000-4000-8000-000000000042";
    static final int BLOCK = 65536;

    /// One disk of the VM, and at which sequence each of its blocks was last written.
    static final class Disk {
        final int key;
        final MemoryBlockDevice content;
        final Map<Long, Long> written = new TreeMap<>();
        String uuid;
        String trackingUuid = "52 aa bb";
        DiskMode mode = DiskMode.PERSISTENT;
        Optional<String> file = Optional.empty();

        Disk(int key, long size) {
            this.key = key;
            this.content = new MemoryBlockDevice(size);
            this.uuid = "6000c290-0000-4000-8000-00000000" + key;
        }
    }

    final List<Disk> disks = new ArrayList<>();
    final Map<String, SnapshotNode> snapshots = new LinkedHashMap<>();
    private final Map<String, Map<Integer, MemoryBlockDevice>> frozen = new LinkedHashMap<>();
    private final Map<String, Long> sequences = new LinkedHashMap<>();
    private long sequence = 1;
    private int nextSnapshot = 1;

    boolean tracking = true;
    int created;
    int failingRemovals;
    boolean refuseQuiesce;
    boolean loseCreateReply;
    boolean refuseQueries;
    volatile boolean failReads;
    volatile CountDownLatch holdReads = new CountDownLatch(0);
    final CountDownLatch reading = new CountDownLatch(1);
    volatile boolean unreachable;

    synchronized Disk addDisk(int key, long size) {
        Disk disk = new Disk(key, size);
        disks.add(disk);
        return disk;
    }

    synchronized void write(Disk disk, long offset, byte[] bytes) {
        disk.content.write(offset, ByteBuffer.wrap(bytes));
        for (long block = offset / BLOCK; block * BLOCK < offset + bytes.length; block++) {
            disk.written.put(block, sequence);
        }
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

    private List<VirtualDisk> configuration() {
        List<VirtualDisk> result = new ArrayList<>();
        for (Disk disk : disks) {
            result.add(
                    new VirtualDisk(
                            disk.key,
                            "Hard disk " + (result.size() + 1),
                            "SCSI 0",
                            1000,
                            result.size(),
                            disk.content.size(),
                            DatastorePath.parse(
                                    disk.file.orElse("[ds] pgtest1/disk-" + disk.key + ".vmdk")),
                            DiskBacking.FLAT,
                            disk.mode,
                            true,
                            false,
                            Optional.of(disk.uuid),
                            tracking
                                    ? Optional.of(new ChangeId(disk.trackingUuid + "/" + sequence))
                                    : Optional.empty(),
                            0));
        }
        return result;
    }

    @Override
    public synchronized void enableChangeTracking(ObjectId vm) {
        tracking = true;
    }

    @Override
    public synchronized ObjectId createSnapshot(SnapshotRequest request) throws EngineException {
        reach();
        if (refuseQuiesce && request.quiesce()) {
            throw Problem.of(ProblemCode.SNAPSHOT_QUIESCE_FAILED)
                    .with("vm", "pgtest1")
                    .with("cause", "tools are not running")
                    .toException();
        }
        String id = "snapshot-" + nextSnapshot++;
        created++;
        Map<Integer, MemoryBlockDevice> copies = new LinkedHashMap<>();
        for (Disk disk : disks) {
            MemoryBlockDevice copy = new MemoryBlockDevice(disk.content.size());
            ByteBuffer all = ByteBuffer.allocate((int) disk.content.size());
            disk.content.read(0, all);
            copy.write(0, all.flip());
            copies.put(disk.key, copy);
        }
        frozen.put(id, copies);
        sequences.put(id, sequence++);
        snapshots.put(
                id,
                new SnapshotNode(
                        new ObjectId(id),
                        request.name(),
                        request.description(),
                        Instant.EPOCH,
                        List.of()));
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
        long at = sequences.get(snapshot.value());
        List<VirtualDisk> then =
                configuration().stream()
                        .map(disk ->
                                new VirtualDisk(
                                        disk.key(),
                                        disk.label(),
                                        disk.controller(),
                                        disk.controllerKey(),
                                        disk.unitNumber(),
                                        disk.capacityBytes(),
                                        disk.file(),
                                        disk.backing(),
                                        disk.mode(),
                                        disk.thin(),
                                        disk.shared(),
                                        disk.backingUuid(),
                                        disk.changeId()
                                                .map(id -> new ChangeId(id.uuid() + "/" + at)),
                                        0))
                        .toList();
        return new FrozenVm(vm, snapshot, then, "<config>" + snapshot + "</config>");
    }

    @Override
    public synchronized void removeSnapshot(ObjectId snapshot) throws EngineException {
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
    public synchronized List<SnapshotNode> snapshots(ObjectId vm) throws EngineException {
        reach();
        return List.copyOf(snapshots.values());
    }

    @Override
    public synchronized ExtentList allocated(FrozenVm of, VirtualDisk disk)
            throws ChangeQueryException {
        return changedSince(disk, 0);
    }

    @Override
    public synchronized ExtentList changed(FrozenVm of, VirtualDisk disk, ChangeId since)
            throws ChangeQueryException {
        return changedSince(disk, since.sequence());
    }

    private ExtentList changedSince(VirtualDisk asked, long since) throws ChangeQueryException {
        if (refuseQueries) {
            throw new ChangeQueryException(FullReason.QUERY_REFUSED, "FileFault");
        }
        Disk disk = disks.stream().filter(d -> d.key == asked.key()).findFirst().orElseThrow();
        List<Extent> extents = new ArrayList<>();
        disk.written.forEach((block, at) -> {
            if (at > since) {
                long offset = block * BLOCK;
                extents.add(Extent.between(offset, Math.min(offset + BLOCK, disk.content.size())));
            }
        });
        return ExtentList.union(extents);
    }

    @Override
    public synchronized FrozenDisk open(FrozenVm of, VirtualDisk disk) {
        MemoryBlockDevice copy = frozen.get(of.snapshot().value()).get(disk.key());
        return new FrozenDisk(new SourceDisk(copy), "memory");
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /// A frozen disk that waits or fails when its source says so.
    private final class SourceDisk extends ForwardingDevice {
        SourceDisk(BlockDevice device) {
            super(device);
        }

        @Override
        public void read(long offset, ByteBuffer target) throws java.io.IOException {
            reading.countDown();
            try {
                holdReads.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException();
            }
            if (failReads) {
                throw new java.io.IOException("connection reset by peer");
            }
            super.read(offset, target);
        }
    }
}
