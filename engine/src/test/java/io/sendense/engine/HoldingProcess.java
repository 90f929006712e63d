package io.sendense.engine;

import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Child of the tests: backs a VM of a lab up, of which a disk cannot be read, and says when it
/// waits for a retry. Then it waits for ever.
final class HoldingProcess {
    private HoldingProcess() {}

    /// @param arguments home, url, user, password, SHA-256 of the certificate, VM
    public static void main(String[] arguments) throws Exception {
        MemorySecretStore secrets = new MemorySecretStore();
        try (Engine engine = LabHome.open(Path.of(arguments[0]), secrets)) {
            engine.addVCenter(
                    new NewVCenter(
                            LabHome.NAME,
                            arguments[1],
                            arguments[2],
                            Secret.of(arguments[3]),
                            Optional.of(arguments[4]),
                            Optional.empty()));
            RunId run =
                    engine.startBackup(
                            new BackupRequest(
                                    LabHome.NAME,
                                    LabHome.vm(engine, arguments[5]),
                                    Optional.empty(),
                                    BackupOptions.usual().heldForRetry(Duration.ofHours(1))));
            while (engine.run(run).phase() != RunPhase.AWAITING_RETRY) {
                Thread.sleep(20);
            }
            System.out.println(engine.run(run).phase());
            engine.awaitRun(run);
        }
    }
}
