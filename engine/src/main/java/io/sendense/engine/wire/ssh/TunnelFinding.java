package io.sendense.engine.wire.ssh;

import java.util.List;
import java.util.Optional;

/// One thing that [TunnelCheck] looked at. Immutable.
///
/// @param item what
/// @param hint what is most likely missing; empty if all is as it must be
/// @param problem what the server answered, where it is that which is wrong
/// @param ports those the hint is about, ascending
public record TunnelFinding(
        Item item, Optional<Hint> hint, Optional<SshException> problem, List<Integer> ports) {

    /// What is looked at, in this order. Where one is not right, those that need it are left out.
    public enum Item {
        /// A TCP connection to an SSH server, and its host key.
        SERVER,
        /// The login.
        LOGIN,
        /// Forwards back from the ports of the pool.
        POOL,
        /// That forwarded ports are on the server's loopback alone.
        EXPOSURE,
        /// The forward to the node's REST port.
        REST
    }

    /// What to look at on the server, or here.
    public enum Hint {
        /// The server is not reached, or shows the wrong host key: the problem says it.
        SERVER,
        /// The key is not in `authorized_keys`, the password is wrong, the account must not log in.
        LOGIN,
        /// No forward of any kind: `AllowTcpForwarding no`, or `port-forwarding` missing in the
        /// line.
        FORWARDING_OFF,
        /// No forward back: `AllowTcpForwarding local`, `PermitListen none`, no `permitlisten`.
        LISTEN_OFF,
        /// The `permitlisten` entries say `localhost` instead of `127.0.0.1`.
        LOCALHOST_NAMED,
        /// Some ports are refused: their `permitlisten` is missing, or something else uses them, as
        /// another console's tunnel. OpenSSH does not tell which.
        PORTS_REFUSED,
        /// `GatewayPorts yes`: exports could be reached from the server's network.
        EXPOSED,
        /// No forward to the REST port: `AllowTcpForwarding remote`, `permitopen` missing or with
        /// another port.
        OPEN_OFF,
        /// The forward is allowed, but nothing listens: the node does not run.
        NODE_DOWN,
        /// The connection was lost or did not answer while the check was at it.
        INTERRUPTED
    }

    public TunnelFinding {
        ports = List.copyOf(ports);
    }

    static TunnelFinding right(Item item) {
        return new TunnelFinding(item, Optional.empty(), Optional.empty(), List.of());
    }

    static TunnelFinding wrong(Item item, Hint hint, SshException problem, List<Integer> ports) {
        return new TunnelFinding(item, Optional.of(hint), Optional.of(problem), ports);
    }

    public boolean right() {
        return hint.isEmpty();
    }
}
