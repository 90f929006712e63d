package io.sendense.engine.wire.ssh;

import io.sendense.engine.wire.ssh.SshException.Reason;

/// Dials a server, each time anew, and finds out which kind of its host keys is the expected one: a
/// server may have several and shows one of each kind that it is asked for.
final class Dialler {
    /// Who is told about connections.
    interface Attempts {
        /// Before it is opened.
        ///
        /// @throws SshException it is not wanted any more
        void made(SshConnection connection) throws SshException;

        /// It was open and has ended; see [SshConnection].
        void lost(SshConnection connection);
    }

    private final SshSettings settings;
    private final Watch watch;
    private final String name;
    private volatile String kinds = String.join(",", HostKey.KINDS);

    Dialler(SshSettings settings, Watch watch, String name) {
        this.settings = settings;
        this.watch = watch;
        this.name = name;
    }

    void dial(Attempts attempts) throws SshException {
        try {
            dial(kinds, attempts);
        } catch (SshException e) {
            if (e.reason() != Reason.HOST_KEY_CHANGED) {
                throw e;
            }
            dialForAnotherKind(e, attempts);
        }
    }

    private void dialForAnotherKind(SshException changed, Attempts attempts) throws SshException {
        for (String kind : HostKey.KINDS) {
            try {
                dial(kind, attempts);
                kinds = kind;
                return;
            } catch (SshException e) {
                if (e.reason() != Reason.HOST_KEY_CHANGED
                        && e.reason() != Reason.NO_COMMON_ALGORITHM) {
                    throw e;
                }
            }
        }
        throw changed;
    }

    private void dial(String asked, Attempts attempts) throws SshException {
        SshConnection[] made = new SshConnection[1];
        made[0] = new SshConnection(settings, asked, watch, name, () -> attempts.lost(made[0]));
        attempts.made(made[0]);
        made[0].open();
    }
}
