package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import io.sendense.engine.wire.ssh.SshException.Reason;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a server could not be dialled or did not let us in.
///
/// @param late whether we ended it ourselves because the time was over
record DialFailure(SshSettings settings, ExpectedHostKey hostKey, SshSocket socket, boolean late) {
    private static final Pattern REFUSED =
            Pattern.compile("Auth (?:fail|cancel) for methods '(.*)'");

    SshException explain(JSchException e) {
        SshAddress address = settings.address();
        Optional<SshException> refusal = hostKey.refusal(address);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String text = String.valueOf(e.getMessage());
        if (late || cause instanceof SocketTimeoutException) {
            return timedOut(e);
        }
        if (!socket.connected()) {
            return new SshException(
                    Reason.UNREACHABLE, address + " is not reached: " + cause, e, address);
        }
        if (cause instanceof JSchAlgoNegoFailException nego) {
            return new SshException(
                    Reason.NO_COMMON_ALGORITHM,
                    address + ": " + text,
                    e,
                    nego.getAlgorithmName(),
                    nego.getServerProposal());
        }
        Matcher refused = REFUSED.matcher(text);
        if (refused.find() || text.contains("Too many authentication failures")) {
            String methods = refused.hasMatch() ? refused.group(1) : "";
            return new SshException(
                    Reason.LOGIN_REFUSED,
                    address + " does not take " + settings.login() + "; it takes " + methods,
                    e,
                    address.user(),
                    methods);
        }
        if (text.contains("invalid server's version string") || text.contains("invalid protocol")) {
            return new SshException(Reason.NO_SSH, address + " is no SSH server", e, address);
        }
        return new SshException(
                Reason.CONNECTION_LOST,
                "the connection to " + address + " ended before the login: " + text,
                e,
                address);
    }

    private SshException timedOut(JSchException e) {
        boolean reached = socket.connected();
        SshTimes times = settings.times();
        return SshException.late(
                settings.address(),
                reached ? "logging in" : "connecting",
                reached ? times.login() : times.connect(),
                e);
    }
}
