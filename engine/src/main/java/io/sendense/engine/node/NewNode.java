package io.sendense.engine.node;

import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import java.util.Optional;

/// A node to be added. Immutable; the secrets stay the caller's to wipe.
///
/// @param ssh `USER@HOST[:PORT]` of its SSH server
/// @param identity path of the private key's file; present exactly where the login is by key
/// @param secret the key's passphrase or the user's password, where there is one
/// @param token what the node's own interface asks for
/// @param hostKey `SHA256:...` of the host key that the operator has accepted
/// @param restPort of the node's interface, on the node's loopback
public record NewNode(
        String name,
        String ssh,
        LoginMethod login,
        Optional<String> identity,
        Optional<Secret> secret,
        Secret token,
        String hostKey,
        int restPort) {
    /// Where `sendense node serve` listens if it is not told otherwise.
    public static final int REST_PORT = 8081;

    public NewNode {
        if ((login == LoginMethod.KEY) != identity.isPresent()) {
            throw new IllegalArgumentException("a login by " + login + " with key " + identity);
        }
    }
}
