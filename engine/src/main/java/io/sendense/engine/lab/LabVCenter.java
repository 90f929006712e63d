package io.sendense.engine.lab;

import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.fault.FaultRules;
import io.sendense.engine.lab.folder.DatastoreTree;
import io.sendense.engine.lab.folder.FolderEndpoint;
import io.sendense.engine.lab.folder.Uploads;
import io.sendense.engine.lab.http.LabCertificate;
import io.sendense.engine.lab.http.TlsServer;
import io.sendense.engine.lab.inventory.LabInventory;
import io.sendense.engine.lab.machine.SnapshotRequest;
import io.sendense.engine.lab.machine.SnapshotWatcher;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.model.ServiceObjects;
import io.sendense.engine.lab.operation.Directory;
import io.sendense.engine.lab.operation.OperationTable;
import io.sendense.engine.lab.operation.ServerIdentity;
import io.sendense.engine.lab.operation.SoapEndpoint;
import io.sendense.engine.lab.session.Access;
import io.sendense.engine.lab.session.Account;
import io.sendense.engine.lab.session.Privileges;
import io.sendense.engine.lab.session.Sessions;
import io.sendense.engine.lab.session.Tickets;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.storage.LabStorage;
import io.sendense.engine.lab.storage.MachineDisks;
import io.sendense.engine.lab.task.Tasks;
import io.sendense.engine.lab.traffic.FileTraffic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/// A running lab. Thread-safe.
///
/// ```java
/// try (var lab = LabVCenter.start(LabOptions.standard(clock))) {
///     connect(lab.url(), lab.user(), lab.password(), lab.certificateSha256());
/// }
/// ```
public final class LabVCenter implements AutoCloseable {
    private static final String USER = "administrator@vsphere.local";

    private final FaultRules faults = new FaultRules();
    private final FileTraffic traffic = new FileTraffic();
    private final ObjectStore store;
    private final HeldResources held;
    private final LabMachines machines;
    private final InstantSource clock;
    private final Tasks tasks;
    private final Access access;
    private final TlsServer server;
    private final LabHosts hosts;
    private final LabTags tags;
    private volatile LabCertificate certificate;

    private LabVCenter(LabOptions options, HeldResources held) throws IOException {
        this.held = held;
        clock = options.pace().clock();
        LabOptions.Content content = options.content();
        var contents =
                new LabInventory.Contents(
                        content.product(), content.seed(), content.extraMachines());
        store = new ObjectStore(contents.product());
        certificate = LabCertificate.create(clock.instant());
        access =
                new Access(
                        account(options),
                        options.limits()
                                .privileges()
                                .map(Privileges::of)
                                .orElseGet(Privileges::all),
                        new Sessions(options.pace().sessionIdle(), clock, store.journal()::wake),
                        new Tickets(clock));
        Path scratch = scratch();
        LabStorage storage = held.hold(new LabStorage(scratch, options.limits().storage()));
        Uploads uploads = held.hold(new Uploads(scratch));
        var tree = new DatastoreTree(store);
        LabInventory inventory = LabInventory.build(store, storage, tree, contents, clock);
        machines = new LabMachines(store, inventory);
        held.hold(
                new RunningGuests(inventory.table(), options.pace().guestSteps(), contents.seed()));
        SnapshotWatcher watcher =
                options.keepFrozen().isPresent()
                        ? held.hold(new KeptDisks(options.keepFrozen().get()))
                        : SnapshotWatcher.none();
        tasks = held.hold(new Tasks(store, options.pace().taskTime(), clock));
        ServiceObjects.addTo(store, contents.product(), clock, tasks::recent);
        var directory = new Directory(store);
        var identity =
                new ServerIdentity(
                        this::certificateSha1Thumbprint,
                        clock,
                        options.limits().pageObjects(),
                        contents.product());
        var operations = OperationTable.of(directory, access, tasks, watcher, identity);
        var soap = new SoapEndpoint(operations, directory, access, faults);
        var folder =
                new FolderEndpoint(
                        tree,
                        access,
                        uploads,
                        new FolderEndpoint.Watched(FaultRule.FOLDER, faults, traffic));
        hosts = new LabHosts(held, store, new LabHosts.Parts(tree, access, uploads, faults, clock));
        tags =
                new LabTags(
                        contents.product(),
                        store,
                        access.account(),
                        new Sessions(options.pace().sessionIdle(), clock, () -> {}),
                        faults);
        server =
                held.hold(
                        TlsServer.start(
                                options.port(),
                                certificate.context(),
                                new Routes(soap, folder, tags)));
    }

    /// Starts a lab.
    ///
    /// @throws IOException the port cannot be had, or there is no room for temporary files
    public static LabVCenter start(LabOptions options) throws IOException {
        var held = new HeldResources();
        try {
            return new LabVCenter(options, held);
        } catch (IOException | RuntimeException e) {
            try (held) {
                throw e;
            }
        }
    }

    /// Where clients connect to: `https://127.0.0.1:<port>/sdk`.
    public URI url() {
        return URI.create("https://127.0.0.1:" + server.port() + "/sdk");
    }

    /// The name to log in with.
    public String user() {
        return access.account().user();
    }

    /// The password to log in with.
    public String password() {
        return access.account().password();
    }

    /// The SHA-256 of the certificate: 64 lower-case hexadecimal digits.
    public String certificateSha256() {
        return certificate.sha256();
    }

    /// The SHA-1 of the certificate as vSphere writes it.
    public String certificateSha1Thumbprint() {
        return certificate.sha1Thumbprint();
    }

    /// What is to go wrong.
    public FaultRules faults() {
        return faults;
    }

    /// What was asked of `/folder`.
    public FileTraffic traffic() {
        return traffic;
    }

    /// Its hosts, which cannot be reached until they are opened.
    public LabHosts hosts() {
        return hosts;
    }

    /// Its tags.
    public LabTags tags() {
        return tags;
    }

    /// Cuts every connection and refuses new ones, until [#restore()].
    public void interrupt() {
        server.interrupt();
    }

    /// Can be reached again, on the same port.
    ///
    /// @throws IOException another program has taken the port
    public void restore() throws IOException {
        server.restore();
    }

    /// Changes how long every task takes at least.
    public void taskTime(Duration least) {
        tasks.time(least);
    }

    /// Goes down as a vCenter does that is started again: connections, sessions and the ids of
    /// tasks are gone. What tasks had begun goes on, as hosts do it. [#restore()] ends it.
    public void shutDown() {
        server.interrupt();
        expireSessions();
        tasks.forgetAll();
    }

    /// Shows a new certificate of its own on every connection from now on.
    ///
    /// @throws IOException it cannot be made
    public void replaceCertificate() throws IOException {
        certificate = LabCertificate.create(clock.instant());
        server.present(certificate.context());
    }

    /// Ends all sessions.
    public void expireSessions() {
        access.sessions().endAll();
        tags.expireSessions();
    }

    /// How many sessions are in force, idle ones included until they are next looked at.
    public int sessionCount() {
        return access.sessions().all().size();
    }

    /// The VMs, and what happens to them.
    public LabMachines machines() {
        return machines;
    }

    /// The disks of the one VM of that name (as people write it), to write to as its guest does.
    ///
    /// @throws IllegalArgumentException there is no such VM, or several
    public MachineDisks disks(String name) {
        return machines.machine(name).disks();
    }

    /// Leaves a redo log that no snapshot needs, as a removal does that was cut off: the VM needs
    /// consolidation.
    ///
    /// @throws IllegalArgumentException there is no such VM, several, or it takes no snapshots
    public void leaveRedoLog(String name) {
        VirtualMachine machine = machines.machine(name);
        try {
            machine.removeSnapshot(
                    machine.takeSnapshot(new SnapshotRequest("cut off", "", false, false)), false);
        } catch (SoapFault e) {
            throw new IllegalArgumentException(name + " takes no snapshots", e);
        }
    }

    /// Cuts every connection, stops all tasks and gives everything up. Repeatable.
    @Override
    public void close() {
        held.close();
    }

    private Path scratch() throws IOException {
        Path scratch = Files.createTempDirectory("sendense-lab-");
        AutoCloseable _ = held.hold(() -> Files.deleteIfExists(scratch));
        return scratch;
    }

    private static Account account(LabOptions options) {
        if (options.account().isPresent()) {
            LabOptions.Login login = options.account().get();
            return new Account(login.user(), login.password());
        }
        byte[] secret = new byte[12];
        new SecureRandom().nextBytes(secret);
        return new Account(USER, HexFormat.of().formatHex(secret));
    }
}
