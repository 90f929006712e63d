package io.sendense.engine.catalog;

import io.sendense.engine.security.LoginMethod;
import java.time.Instant;
import java.util.Optional;

/// A node. Its token, password or passphrase is in the secret store, never here. Immutable.
///
/// @param name unique without regard to case
/// @param identity path of the private key's file; present exactly where the login is by key
/// @param hostKey `SHA256:...` of the key that the operator accepted
/// @param restPort of the node's interface, on its loopback
/// @param added kept to the microsecond
public record NodeRow(
        String name,
        String sshUser,
        String sshHost,
        int sshPort,
        LoginMethod login,
        Optional<String> identity,
        String hostKey,
        int restPort,
        Instant added) {
    public NodeRow {
        added = Values.stored(added);
    }
}
