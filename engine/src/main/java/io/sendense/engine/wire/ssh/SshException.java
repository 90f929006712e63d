package io.sendense.engine.wire.ssh;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What went wrong with a tunnel. The message is for logs; callers make words of reason and facts.
public final class SshException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    /// Why. The facts that go with each are named in its text, in their order.
    public enum Reason {
        /// No connection: address.
        UNREACHABLE,
        /// A limit of time was over: what was being done, seconds.
        TIMED_OUT,
        /// What answers speaks no SSH, or another version of it: address.
        NO_SSH,
        /// Nothing both sides would use: what for, what the server offers.
        NO_COMMON_ALGORITHM,
        /// No host key was expected: type and fingerprint of the one shown.
        HOST_KEY_UNKNOWN,
        /// Another host key than expected: the expected fingerprint, type and fingerprint shown.
        HOST_KEY_CHANGED,
        /// The server does not let this login in: user, what it would take (as `publickey`).
        LOGIN_REFUSED,
        /// The file of the private key cannot be read: file.
        KEY_UNREADABLE,
        /// The private key has a passphrase and none was given: file.
        PASSPHRASE_MISSING,
        /// The passphrase is not that of the private key: file.
        PASSPHRASE_WRONG,
        /// The agent cannot be asked, or has no key: socket.
        AGENT_UNUSABLE,
        /// The server does not listen on a port: it may not, or the port is in use: port.
        PORT_REFUSED,
        /// The server does not connect to a port, as it must not: port.
        OPEN_REFUSED,
        /// The server may connect to a port, but nothing listens there: port.
        NOTHING_LISTENS,
        /// The connection ended, or is down at present: address.
        CONNECTION_LOST,
        /// The tunnel was closed by its owner: address.
        CLOSED
    }

    private final Reason reason;
    private final transient List<String> facts;

    SshException(Reason reason, String message, @Nullable Throwable cause, Object... facts) {
        super(message, cause);
        this.reason = reason;
        this.facts = java.util.Arrays.stream(facts).map(String::valueOf).toList();
    }

    static SshException lost(SshAddress address, @Nullable Throwable cause) {
        return new SshException(
                Reason.CONNECTION_LOST,
                "the SSH connection to " + address + " is lost",
                cause,
                address);
    }

    static SshException closed(SshAddress address, @Nullable Throwable cause) {
        return new SshException(
                Reason.CLOSED, "the tunnel to " + address + " is closed", cause, address);
    }

    static SshException late(
            SshAddress address, String doing, Duration limit, @Nullable Throwable cause) {
        long seconds = limit.toSeconds();
        return new SshException(
                Reason.TIMED_OUT,
                doing + " at " + address + " took more than " + seconds + " s",
                cause,
                doing,
                seconds);
    }

    public Reason reason() {
        return reason;
    }

    /// Names and numbers, as the reason says.
    public List<String> facts() {
        return facts;
    }

    /// Whether dialling again may help without anybody doing something about it here.
    public boolean passing() {
        return switch (reason) {
            case UNREACHABLE,
                    TIMED_OUT,
                    NO_SSH,
                    PORT_REFUSED,
                    OPEN_REFUSED,
                    NOTHING_LISTENS,
                    CONNECTION_LOST ->
                    true;
            case NO_COMMON_ALGORITHM,
                    HOST_KEY_UNKNOWN,
                    HOST_KEY_CHANGED,
                    LOGIN_REFUSED,
                    KEY_UNREADABLE,
                    PASSPHRASE_MISSING,
                    PASSPHRASE_WRONG,
                    AGENT_UNUSABLE,
                    CLOSED ->
                    false;
        };
    }
}
