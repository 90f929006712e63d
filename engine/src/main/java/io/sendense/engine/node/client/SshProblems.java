package io.sendense.engine.node.client;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.ssh.SshException;
import java.util.List;

/// Makes words of what went wrong with an SSH connection. Stateless.
public final class SshProblems {
    private SshProblems() {}

    /// The problem of a connection that could not be made.
    ///
    /// @param ssh the server's address, as people know it
    public static EngineException connecting(String ssh, SshException failure) {
        List<String> facts = failure.facts();
        return switch (failure.reason()) {
            case HOST_KEY_CHANGED ->
                    Problem.of(ProblemCode.NODE_HOST_KEY_CHANGED)
                            .with("ssh", ssh)
                            .with("expected", facts.get(0))
                            .with("shown", facts.get(2))
                            .toException(failure);
            case LOGIN_REFUSED,
                    KEY_UNREADABLE,
                    PASSPHRASE_MISSING,
                    PASSPHRASE_WRONG,
                    AGENT_UNUSABLE ->
                    about(ProblemCode.NODE_LOGIN_REFUSED, ssh, failure);
            case UNREACHABLE,
                    TIMED_OUT,
                    NO_SSH,
                    NO_COMMON_ALGORITHM,
                    HOST_KEY_UNKNOWN,
                    PORT_REFUSED,
                    OPEN_REFUSED,
                    NOTHING_LISTENS,
                    CONNECTION_LOST,
                    CLOSED ->
                    about(ProblemCode.NODE_UNREACHABLE, ssh, failure);
        };
    }

    private static EngineException about(ProblemCode code, String ssh, SshException failure) {
        return Problem.of(code).with("ssh", ssh).because(cause(failure)).toException(failure);
    }

    /// The problem of a node's interface that cannot be reached through a connection that stands.
    static EngineException opening(String node, int port, SshException failure) {
        ProblemCode code =
                failure.reason() == SshException.Reason.NOTHING_LISTENS
                        ? ProblemCode.NODE_NOT_RUNNING
                        : ProblemCode.NODE_INTERFACE_CLOSED;
        return Problem.of(code)
                .with("node", node)
                .with("port", Integer.toString(port))
                .because(cause(failure))
                .toException(failure);
    }

    /// Why, in a sentence.
    public static Cause cause(SshException failure) {
        List<String> facts = failure.facts();
        return switch (failure.reason()) {
            case UNREACHABLE ->
                    failure.getCause() == null
                            ? Causes.technical(String.valueOf(failure.getMessage()))
                            : Causes.cause(failure.getCause());
            case TIMED_OUT ->
                    Cause.of(CauseCode.SSH_TIMED_OUT)
                            .with("what", facts.get(0))
                            .with("seconds", facts.get(1));
            case NO_SSH -> Cause.of(CauseCode.SSH_NOT_SPOKEN);
            case NO_COMMON_ALGORITHM ->
                    Cause.of(CauseCode.SSH_NO_COMMON_ALGORITHM)
                            .with("what", facts.get(0))
                            .with("offered", facts.get(1));
            case LOGIN_REFUSED ->
                    Cause.of(CauseCode.SSH_LOGIN_REFUSED)
                            .with("user", facts.get(0))
                            .with("takes", facts.get(1));
            case KEY_UNREADABLE -> of(CauseCode.SSH_KEY_UNREADABLE, "file", facts);
            case PASSPHRASE_MISSING -> of(CauseCode.SSH_PASSPHRASE_MISSING, "file", facts);
            case PASSPHRASE_WRONG -> of(CauseCode.SSH_PASSPHRASE_WRONG, "file", facts);
            case AGENT_UNUSABLE -> of(CauseCode.SSH_AGENT_UNUSABLE, "socket", facts);
            case PORT_REFUSED -> of(CauseCode.SSH_PORT_REFUSED, "port", facts);
            case OPEN_REFUSED -> of(CauseCode.SSH_OPEN_REFUSED, "port", facts);
            case NOTHING_LISTENS -> of(CauseCode.SSH_NOTHING_LISTENS, "port", facts);
            case HOST_KEY_UNKNOWN, HOST_KEY_CHANGED ->
                    Causes.technical(String.valueOf(failure.getMessage()));
            case CONNECTION_LOST, CLOSED -> Cause.of(CauseCode.SSH_CONNECTION_LOST);
        };
    }

    private static Cause of(CauseCode code, String name, List<String> facts) {
        return Cause.of(code).with(name, facts.getFirst());
    }
}
