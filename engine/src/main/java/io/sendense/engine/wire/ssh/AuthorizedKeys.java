package io.sendense.engine.wire.ssh;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The line of a node's `authorized_keys` that lets a console do what it needs and nothing else: no
/// shell, no terminal, no agent; forwards from the ports of the pool and to the REST port, on the
/// node's own loopback. OpenSSH knows no ranges, so each port is named (`sshd(8)`,
/// AUTHORIZED_KEYS).
public final class AuthorizedKeys {
    private AuthorizedKeys() {}

    /// The options in front of the key.
    ///
    /// @param firstPort of the pool
    /// @param lastPort of the pool, included
    /// @param restPort of the node's REST interface
    public static String options(int firstPort, int lastPort, int restPort) {
        String listens =
                IntStream.rangeClosed(firstPort, lastPort)
                        .mapToObj(port -> "permitlisten=\"127.0.0.1:" + port + "\"")
                        .collect(Collectors.joining(","));
        return "restrict,port-forwarding," + listens + ",permitopen=\"127.0.0.1:" + restPort + "\"";
    }

    /// The whole line, without its end.
    ///
    /// @param identity file of the private key; its passphrase is not needed
    /// @param comment at the end, as `sendense@console`; one word
    /// @throws SshException KEY_UNREADABLE
    public static String line(
            Path identity, String comment, int firstPort, int lastPort, int restPort)
            throws SshException {
        if (!comment.matches("[\\w.@-]+")) {
            throw new IllegalArgumentException("not one plain word: " + comment);
        }
        return options(firstPort, lastPort, restPort)
                + " "
                + Credentials.publicKey(identity)
                + " "
                + comment;
    }
}
