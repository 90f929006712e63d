package io.sendense.engine;

import io.sendense.engine.security.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// Child of the tests: adds a lab to a home folder, backs one of its VMs up and says how that went.
final class BackingUpProcess {
    private BackingUpProcess() {}

    /// @param arguments home, url, user, password, SHA-256 of the certificate, VM
    public static void main(String[] arguments) throws Exception {
        MemorySecretStore secrets = new MemorySecretStore();
        secrets.put("vcenter/" + LabHome.NAME, Secret.of(arguments[3]));
        try (Engine engine = LabHome.open(Path.of(arguments[0]), secrets)) {
            if (engine.vcenters().isEmpty()) {
                engine.addVCenter(
                        new NewVCenter(
                                LabHome.NAME,
                                arguments[1],
                                arguments[2],
                                Secret.of(arguments[3]),
                                Optional.of(arguments[4]),
                                Optional.empty()));
            }
            System.out.println(LabHome.backup(engine, arguments[5]).state());
        }
    }
}
