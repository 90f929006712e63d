package io.sendense.engine;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.nio.file.Path;
import java.util.List;

/// All that Sendense can do, for command line, console and REST alike.
///
/// Thread-safe. Calls block and may take as long as a server or a disk takes: never call them on a
/// user interface's thread. An interrupt ends a call with `InterruptedException`; a backup goes on,
/// as it belongs to the engine and not to the call. What goes wrong is an `EngineException` whose
/// problem has a code and a text.
///
/// Two implementations, one contract test: the engine of this process, and the one that another
/// process owns.
public interface Engine extends AutoCloseable {
    ProgramVersion version();

    // --- vCenters

    List<VCenter> vcenters() throws EngineException, InterruptedException;

    /// Fetches the certificate a server shows. Sends no credentials.
    ServerCertificate certificate(String url) throws EngineException, InterruptedException;

    /// Connects, checks the certificate before the password leaves, logs in, then stores name,
    /// address and password.
    VCenter addVCenter(NewVCenter vcenter) throws EngineException, InterruptedException;

    /// Logs in anew and tells what the server says of itself.
    About testVCenter(String name) throws EngineException, InterruptedException;

    /// Forgets a vCenter and its password. Its runs and restore points stay.
    ///
    /// @throws EngineException `VCENTER-IN-USE` while a run on it lives
    void removeVCenter(String name) throws EngineException, InterruptedException;

    /// Reads a vCenter's inventory. While there are listeners, what changes in it from then on is
    /// told to them.
    Inventory inventory(String vcenter) throws EngineException, InterruptedException;

    VirtualMachine vm(String vcenter, ObjectId vm) throws EngineException, InterruptedException;

    /// What speaks against backing up a VM in this way, or against restoring it elsewhere, the
    /// gravest first. A run looks at the same.
    List<Concern> concerns(String vcenter, ObjectId vm, BackupOptions options)
            throws EngineException, InterruptedException;

    // --- backups

    List<RepositoryView> repositories() throws EngineException, InterruptedException;

    /// Adds the repository in a folder and takes its restore points into the catalog; makes one
    /// where there is none.
    ///
    /// @param folder absolute; empty, missing, or a repository
    /// @throws EngineException `REPOSITORY-NAME-TAKEN`, `REPOSITORY-KNOWN-ALREADY`,
    ///   `REPOSITORY-TWICE`, `REPOSITORY-FOLDER-NOT-EMPTY`, or the folder cannot be read or written
    default AddedRepository addRepository(String name, Path folder)
            throws EngineException, InterruptedException {
        return addRepository(name, folder, TargetServer.EMBEDDED);
    }

    /// The same of one whose layers are written so.
    ///
    /// @throws EngineException also `QEMU-NBD-MISSING`; nothing is added or made then
    AddedRepository addRepository(String name, Path folder, TargetServer target)
            throws EngineException, InterruptedException;

    /// Has the layers of a repository written so from the next backup on. Its restore points are
    /// the same whoever writes them.
    ///
    /// @return what was found on this machine
    /// @throws EngineException `REPOSITORY-UNKNOWN`, `QEMU-NBD-MISSING`; `JOBS-COMPRESS` where jobs
    ///   that go there compress, which that target does not
    RepositoryTarget setRepositoryTarget(String name, TargetServer target)
            throws EngineException, InterruptedException;

    /// The same of a repository that must be there. Of one that is known under this name already,
    /// takes the restore points that the catalog does not know.
    AddedRepository importRepository(String name, Path folder)
            throws EngineException, InterruptedException;

    /// Looks at every restore point of a repository.
    ///
    /// @param readData whether every byte is compared with its sum; progress is in bytes then, else
    ///   in restore points
    RepositoryCheck checkRepository(String name, boolean readData, Progress progress)
            throws EngineException, InterruptedException;

    /// Forgets a repository, its restore points and its history of fill. Nothing in its folder is
    /// touched; runs stay.
    ///
    /// @throws EngineException `REPOSITORY-UNKNOWN`, `REPOSITORY-IS-DEFAULT`, `REPOSITORY-IN-USE`
    void removeRepository(String name) throws EngineException, InterruptedException;

    /// Makes backups go there when no other repository is named.
    ///
    /// @throws EngineException `REPOSITORY-UNKNOWN`; `JOBS-COMPRESS` where jobs that name none
    ///   compress, which its target does not
    void setDefaultRepository(String name) throws EngineException, InterruptedException;

    /// How full a repository was in the last two years, oldest first.
    ///
    /// @throws EngineException `REPOSITORY-UNKNOWN`
    List<FillSample> repositoryFill(String name) throws EngineException, InterruptedException;

    /// Records a run and starts it; returns before it has done anything.
    RunId startBackup(BackupRequest request) throws EngineException, InterruptedException;

    /// The newest runs first, living ones included.
    List<RunView> runs(int atMost) throws EngineException, InterruptedException;

    RunView run(RunId id) throws EngineException, InterruptedException;

    /// Events of a run with a number above `after`, oldest first.
    ///
    /// @throws EngineException `RUN-UNKNOWN`
    List<RunEvent> events(RunId run, long after) throws EngineException, InterruptedException;

    /// Asks a run to stop; returns at once.
    ///
    /// @throws EngineException `RUN-NOT-ACTIVE` if it has ended
    void cancelRun(RunId id) throws EngineException, InterruptedException;

    /// Sets what a run may read in a second, from now on.
    ///
    /// @throws EngineException `RUN-NOT-ACTIVE` if it has ended
    void limitRun(RunId id, Bandwidth bandwidth) throws EngineException, InterruptedException;

    /// Has a run that holds its snapshot for that read its failed disks again; returns at once.
    ///
    /// @throws EngineException `RUN-NOT-ACTIVE` if it has ended, `RUN-AWAITS-NO-RETRY` if it does
    ///   not wait for it now
    void retryDisks(RunId id) throws EngineException, InterruptedException;

    /// How far a run was over its time, living or ended: at most 240 samples, oldest first. A run
    /// that was over at once may have none.
    ///
    /// @throws EngineException `RUN-UNKNOWN`
    List<RateSample> rates(RunId id) throws EngineException, InterruptedException;

    /// What all runs together may ask of network, hosts and storage.
    TransferLimits limits() throws EngineException, InterruptedException;

    /// Sets it: for living runs at once, for later ones too, and after a restart.
    void setLimits(TransferLimits limits) throws EngineException, InterruptedException;

    /// Waits until a run has ended and everything it held is released.
    RunView awaitRun(RunId id) throws EngineException, InterruptedException;

    // --- jobs

    /// What is defined to be backed up again and again.
    Jobs jobs();

    /// Runs jobs when they are due, in the engine's process, from now until that engine is closed.
    /// An engine that nobody asked for it runs none by itself, so that a command that only lists
    /// something does not begin to back up. Repeatable.
    void runSchedules() throws EngineException, InterruptedException;

    // --- nodes

    /// Engines near the hosts that read disks there.
    Nodes nodes();

    // --- restore points

    /// Newest first.
    List<PointView> points() throws EngineException, InterruptedException;

    /// What the VM of a restore point becomes when it is restored elsewhere, read from the
    /// configuration that the point keeps.
    ///
    /// @param point id or unambiguous prefix, or `VM@latest`
    /// @throws EngineException `POINT-UNKNOWN`, `POINT-AMBIGUOUS`, or `POINT-DAMAGED`: the
    ///   configuration is gone, is not the one that was stored, or cannot be read
    RestorePlan restorePlan(String point) throws EngineException, InterruptedException;

    /// Reads a restore point with its whole chain and compares it with its sums.
    ///
    /// @param point id or unambiguous prefix, or `VM@latest`
    VerifyView verify(String point, Progress progress) throws EngineException, InterruptedException;

    /// Writes one disk of a restore point to a file. A failed or interrupted export leaves no file.
    ///
    /// @return number of bytes of the disk (its capacity)
    long export(ExportRequest request, Progress progress)
            throws EngineException, InterruptedException;

    /// Serves disks of a restore point over NBD, for reading only, until it is stopped or the
    /// engine is closed. What is read is compared with the sums of the backup first.
    ///
    /// @throws EngineException `POINT-UNKNOWN`, `POINT-AMBIGUOUS`, `POINT-DISK-UNKNOWN`,
    ///   `POINT-DAMAGED`, `SERVE-NOT-LOOPBACK`, `SERVE-PLACE-UNAVAILABLE`
    ServedPoint serve(ServeRequest request) throws EngineException, InterruptedException;

    /// What is served now, the longest first.
    List<ServedPoint> served() throws EngineException, InterruptedException;

    /// Stops serving.
    ///
    /// @throws EngineException `SERVE-UNKNOWN`
    void stopServing(long id) throws EngineException, InterruptedException;

    // --- what happens

    /// Registers a listener until the returned handle is closed. It is told the state of every
    /// living run and execution of a job first.
    Subscription subscribe(EngineListener listener) throws EngineException, InterruptedException;

    /// In-process: stops all runs safely, then releases everything. Remote: only leaves.
    /// Repeatable.
    @Override
    void close();

    /// Ends a registration: nothing is told once this has returned, so that it waits for what the
    /// listener is being told. A listener may close its own. Repeatable, throws nothing.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
