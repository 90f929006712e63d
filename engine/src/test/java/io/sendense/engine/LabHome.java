package io.sendense.engine;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStore;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A lab whose guests rest, and a home folder whose engines work on it. Closing ends the lab;
/// engines are their opener's to close.
public final class LabHome implements AutoCloseable {
    /// What the lab's vCenter is called in engines.
    public static final String NAME = "lab";

    /// A VM with one disk of 1 GiB, little of which is used.
    public static final String SMALL = "web/api";

    public final LabVCenter lab;
    public final SecretStore secrets;
    private final Path folder;

    public LabHome(Path folder) throws IOException {
        this(folder, new MemorySecretStore());
    }

    public LabHome(Path folder, SecretStore secrets) throws IOException {
        this(folder, secrets, restful());
    }

    public LabHome(Path folder, SecretStore secrets, LabOptions options) throws IOException {
        this.folder = folder;
        this.secrets = secrets;
        this.lab = LabVCenter.start(options);
    }

    /// A lab that is quick and whose guests write nothing.
    public static LabOptions restful() {
        return LabOptions.standard(InstantSource.system())
                .withTaskTime(Duration.ofMillis(20))
                .withGuestSteps(0);
    }

    /// Opens the engine of the home.
    public Engine open() throws EngineException {
        return open(folder, secrets);
    }

    /// Opens the engine of the home with another clock.
    public Engine open(InstantSource clock) throws EngineException {
        return open(folder, secrets, clock);
    }

    /// The engine of a home folder.
    public static Engine open(Path folder, SecretStore secrets) throws EngineException {
        return open(folder, secrets, InstantSource.system());
    }

    /// The engine of a home folder with another clock.
    public static Engine open(Path folder, SecretStore secrets, InstantSource clock)
            throws EngineException {
        return InProcessEngine.open(
                EngineSettings.of(
                        EngineHome.create(folder),
                        new ProgramVersion("test", "test"),
                        clock,
                        secrets,
                        new VsphereConnector()));
    }

    /// The lab, to be added under a name.
    public NewVCenter vcenter(String name) {
        return new NewVCenter(
                name,
                lab.url().toString(),
                lab.user(),
                Secret.of(lab.password()),
                Optional.of(lab.certificateSha256()),
                Optional.empty());
    }

    /// The VM with this name.
    public static ObjectId vm(Engine engine, String name)
            throws EngineException, InterruptedException {
        return new VmName(name).find(engine.inventory(NAME), NAME).id();
    }

    public static RunId start(Engine engine, String vm)
            throws EngineException, InterruptedException {
        return engine.startBackup(
                new BackupRequest(NAME, vm(engine, vm), Optional.empty(), BackupOptions.usual()));
    }

    public static RunView backup(Engine engine, String vm)
            throws EngineException, InterruptedException {
        return engine.awaitRun(start(engine, vm));
    }

    @Override
    public void close() {
        lab.close();
    }
}
