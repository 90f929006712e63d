package io.sendense.ui.repositories;

import io.sendense.engine.RepositoryTarget;
import io.sendense.engine.run.TargetServer;
import io.sendense.ui.shared.Messages;

/// What writes the layers of a repository, as an operator chooses it.
enum WrittenBy {
    ENGINE(TargetServer.EMBEDDED, "repositories.target.embedded"),
    QEMU(TargetServer.QEMU_NBD, "repositories.target.qemu");

    private final TargetServer server;
    private final String key;

    WrittenBy(TargetServer server, String key) {
        this.server = server;
        this.key = key;
    }

    static WrittenBy of(TargetServer server) {
        return server == TargetServer.EMBEDDED ? ENGINE : QEMU;
    }

    TargetServer server() {
        return server;
    }

    String words(Messages messages) {
        return messages.text(key);
    }

    /// That backups are written so from now on.
    static String changed(RepositoryTarget set, Messages messages) {
        return set.version()
                .map(version ->
                        messages.text(
                                "repositories.target.set.qemu",
                                set.repository(),
                                version,
                                set.program().orElse("?")))
                .orElseGet(
                        () -> messages.text("repositories.target.set.embedded", set.repository()));
    }
}
