package io.sendense.engine.source.inventory;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One connection to a vCenter or a standalone ESXi host.
///
/// Thread-safe; many calls may run at once. Logs in on first use, again when the session expires,
/// and repeats only calls that change nothing. Every call has a time limit. `EngineException`s
/// carry a `VCENTER_*`, `VM_*`, `SNAPSHOT_*` or `DISK_*` code. An interrupted caller gets
/// `InterruptedException` soon; what was asked of the server may still happen.
public interface VmSource extends AutoCloseable {
    /// How often the inventory is read again where the server cannot tell of changes.
    Duration REREAD = Duration.ofSeconds(30);

    About about() throws EngineException, InterruptedException;

    /// Folders, hosts and VMs with what a tree shows, and tags. One bulk read, no disks. Does not
    /// fail where only the tags cannot be read.
    Inventory inventory() throws EngineException, InterruptedException;

    /// Tells the inventory as it is, and again whenever it has changed, until interrupted. Equal
    /// ones may follow one another.
    ///
    /// This one reads it again and again; a server that tells of changes is better listened to.
    ///
    /// @param told called on the caller's thread; must return soon
    /// @throws EngineException the server cannot be reached; may be called again
    default void follow(Consumer<Inventory> told) throws EngineException, InterruptedException {
        while (true) {
            told.accept(inventory());
            Thread.sleep(REREAD);
        }
    }

    /// One VM with disks and snapshots.
    ///
    /// @throws EngineException `VM-UNKNOWN` if there is none with this id
    VirtualMachine vm(ObjectId vm) throws EngineException, InterruptedException;

    /// What surrounds a VM: host, datastores, configuration, the account's privileges.
    ///
    /// @throws EngineException `VM-UNKNOWN` if there is none with this id
    VmCondition condition(ObjectId vm) throws EngineException, InterruptedException;

    /// The datastores that a VM's files lie on, as they are now.
    List<DatastoreCondition> datastores(ObjectId vm) throws EngineException, InterruptedException;

    /// Switches change tracking on. It takes effect with the next snapshot. No effect where it is
    /// on already.
    void enableChangeTracking(ObjectId vm) throws EngineException, InterruptedException;

    /// Takes a snapshot and waits for it.
    ///
    /// @return its managed object id
    /// @throws EngineException `SNAPSHOT-QUIESCE-FAILED` where only quiescing failed, else
    ///   `SNAPSHOT-CREATE-FAILED`
    ObjectId createSnapshot(SnapshotRequest request) throws EngineException, InterruptedException;

    /// The VM as this snapshot holds it.
    FrozenVm frozen(ObjectId vm, ObjectId snapshot) throws EngineException, InterruptedException;

    /// The VM's non-volatile memory: boot entries, and what secure boot trusts. Of now, as no
    /// snapshot freezes it; nothing where the VM has none.
    ///
    /// @throws EngineException `NVRAM-NOT-SAVED`: it is there, or should be, and cannot be read
    Optional<byte[]> nvram(FrozenVm frozen) throws EngineException, InterruptedException;

    /// Removes a snapshot, keeps its children, consolidates, and waits. A snapshot that is gone
    /// already is no error.
    void removeSnapshot(ObjectId snapshot) throws EngineException, InterruptedException;

    /// Merges redo logs that no snapshot needs, where vSphere says that there are some, and waits.
    /// Touches no snapshot.
    ///
    /// @return whether there were some
    /// @throws EngineException `CONSOLIDATION-FAILED`
    boolean consolidate(ObjectId vm) throws EngineException, InterruptedException;

    /// The snapshot trees of a VM; empty where it has none or is gone.
    List<SnapshotNode> snapshots(ObjectId vm) throws EngineException, InterruptedException;

    /// The areas of a frozen disk that are allocated at the source.
    ///
    /// @throws ChangeQueryException the server cannot say; the whole disk has to be read
    ExtentList allocated(FrozenVm frozen, VirtualDisk disk)
            throws ChangeQueryException, EngineException, InterruptedException;

    /// The areas of a frozen disk that changed since `since`. All windows are asked for, and must
    /// add up to the capacity.
    ///
    /// @throws ChangeQueryException the answer cannot be trusted
    ExtentList changed(FrozenVm frozen, VirtualDisk disk, ChangeId since)
            throws ChangeQueryException, EngineException, InterruptedException;

    /// Opens a frozen disk's bytes, read-only. Its size is the snapshot's capacity.
    ///
    /// @throws EngineException `DISK-TRANSPORT-UNSUPPORTED` where no transport can read this
    ///   backing
    FrozenDisk open(FrozenVm frozen, VirtualDisk disk) throws EngineException, InterruptedException;

    /// Logs out. Repeatable.
    @Override
    void close();

    /// A frozen disk that was opened.
    ///
    /// @param transport how its bytes come: `folder`, `nbd` ...
    /// @param location what serves them
    record FrozenDisk(BlockDevice device, String transport, DiskLocation location) {}
}
