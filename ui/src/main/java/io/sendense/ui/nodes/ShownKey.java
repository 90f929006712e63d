package io.sendense.ui.nodes;

import io.sendense.engine.node.NodeHostKey;

/// The host key that a server shows, with what it can be compared with. Immutable.
///
/// @param type `ssh-ed25519` ...
/// @param fingerprint `SHA256:...`
/// @param command prints the same fingerprint on the machine itself
record ShownKey(String type, String fingerprint, String command) {
    static final ShownKey NONE = new ShownKey("", "", "");

    static ShownKey of(NodeHostKey key) {
        return new ShownKey(
                key.type(),
                key.fingerprint(),
                "ssh-keygen -l -f /etc/ssh/ssh_host_" + family(key.type()) + "_key.pub");
    }

    /// As OpenSSH calls its key files.
    private static String family(String type) {
        if (type.contains("ed25519")) {
            return "ed25519";
        }
        return type.startsWith("ecdsa") ? "ecdsa" : "rsa";
    }
}
