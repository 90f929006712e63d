package io.sendense.engine.wire.ssh;

/// What a node's `sshd_config` must say for a tunnel. Most of it is OpenSSH's default; a hardened
/// server has some of it turned off.
public final class SshdSettings {
    private SshdSettings() {}

    /// Lines for `/etc/ssh/sshd_config.d/`, for one user.
    ///
    /// @param user who logs in
    /// @param firstPort of the pool
    /// @param lastPort of the pool, included
    /// @param restPort of the node's REST interface
    public static String text(String user, int firstPort, int lastPort, int restPort) {
        StringBuilder listens = new StringBuilder();
        for (int port = firstPort; port <= lastPort; port++) {
            listens.append(" 127.0.0.1:").append(port);
        }
        return """
        Match User %s
            AllowTcpForwarding yes
            PermitListen%s
            PermitOpen 127.0.0.1:%d
            GatewayPorts no
            AllowAgentForwarding no
            X11Forwarding no
            PermitTunnel no
            PermitTTY no
            ClientAliveInterval 15
            ClientAliveCountMax 3
        """
                .formatted(user, listens, restPort);
    }
}
