package io.sendense.engine.wire.ssh;

import java.util.List;
import java.util.Optional;

/// How a tunnel is dialled. Immutable, but for the login, which its owner closes.
///
/// @param hostKey the fingerprint that the server's key must have, `SHA256:...`; empty where none
///   is known yet, which is refused with what the server shows
/// @param ciphers in order of preference; the server must have one of them
/// @param connections the most SSH connections that remote forwards are spread over, 1 to 16
public record SshSettings(
        SshAddress address,
        SshLogin login,
        Optional<String> hostKey,
        SshTimes times,
        List<String> ciphers,
        int connections) {
    /// AEAD first. Counter mode is there for servers that have nothing else.
    public static final List<String> CIPHERS =
            List.of(
                    "aes128-gcm@openssh.com",
                    "aes256-gcm@openssh.com",
                    "aes128-ctr",
                    "aes192-ctr",
                    "aes256-ctr");

    public SshSettings {
        hostKey.filter(text -> !HostKey.isFingerprint(text))
                .ifPresent(text -> {
                    throw new IllegalArgumentException("not a fingerprint: " + text);
                });
        ciphers = List.copyOf(ciphers);
        if (ciphers.isEmpty() || connections < 1 || connections > 16) {
            throw new IllegalArgumentException(ciphers + " over " + connections + " connections");
        }
    }

    /// Standard times and ciphers, up to four connections.
    public static SshSettings of(SshAddress address, SshLogin login, Optional<String> hostKey) {
        return new SshSettings(address, login, hostKey, SshTimes.standard(), CIPHERS, 4);
    }

    public SshSettings withTimes(SshTimes value) {
        return new SshSettings(address, login, hostKey, value, ciphers, connections);
    }

    public SshSettings withCiphers(List<String> value) {
        return new SshSettings(address, login, hostKey, times, value, connections);
    }

    public SshSettings withConnections(int value) {
        return new SshSettings(address, login, hostKey, times, ciphers, value);
    }

    public SshSettings withHostKey(Optional<String> value) {
        return new SshSettings(address, login, value, times, ciphers, connections);
    }

    SshSettings withLogin(SshLogin value) {
        return new SshSettings(address, value, hostKey, times, ciphers, connections);
    }
}
