package io.sendense.engine.wire.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Forwards both ways through a real OpenSSH server with the restrictions of a node.
class SshTunnelTest {
    @TempDir private Path folder;

    private final int pool = Tunnels.freePorts(3);
    private EchoServer echo;
    private RestrictedSshd sshd;

    @BeforeEach
    void start() throws Exception {
        echo = new EchoServer();
        sshd = RestrictedSshd.start(folder, SshdRules.right(echo.port(), pool, pool + 2));
    }

    @AfterEach
    void stop() throws Exception {
        sshd.close();
        echo.close();
    }

    private TargetConnector toEcho() {
        return TargetConnector.tcp(new InetSocketAddress("127.0.0.1", echo.port()));
    }

    @Test
    void forwardsToTheNode() throws Exception {
        try (SshTunnel tunnel = Tunnels.open(sshd);
                LocalForward forward = tunnel.localForward(echo.port())) {
            forward.prove();
            assertThat(EchoServer.ask(forward.port(), "to the node")).isEqualTo("to the node");
            assertThat(tunnel.roundTrip()).isPresent();
        }
    }

    @Test
    void forwardsFromTheNode() throws Exception {
        try (SshTunnel tunnel = Tunnels.open(sshd);
                RemoteForward forward = tunnel.remoteForward(pool, toEcho())) {
            String text = "from the node ".repeat(500_000);
            assertThat(EchoServer.ask(pool, "from the node")).isEqualTo("from the node");
            assertThat(Tunnels.echoed(pool, text)).isEqualTo(text);
            assertThat(tunnel.state()).isEqualTo(TunnelState.UP);
            assertThat(forward.granted()).isTrue();
        }
    }

    @Test
    void twoTunnelsShareThePool() throws Exception {
        try (SshTunnel first = Tunnels.open(sshd);
                SshTunnel second = Tunnels.open(sshd);
                RemoteForward taken = first.remoteForward(pool, toEcho())) {
            assertThatThrownBy(() -> second.remoteForward(pool, toEcho()))
                    .isInstanceOfSatisfying(
                            SshException.class,
                            e -> {
                                assertThat(e.reason()).isEqualTo(SshException.Reason.PORT_REFUSED);
                                assertThat(e.facts()).containsExactly(String.valueOf(pool));
                            });
            try (RemoteForward next = second.remoteForward(pool + 1, toEcho())) {
                assertThat(EchoServer.ask(next.port(), "next")).isEqualTo("next");
                assertThat(EchoServer.ask(taken.port(), "taken")).isEqualTo("taken");
            }
        }
    }

    @Test
    void showsTheHostKeyWithoutLoggingIn() throws Exception {
        SshAddress address = SshAddress.parse(sshd.address());
        HostKey key = SshTunnel.hostKey(address, Duration.ofSeconds(60));
        assertThat(key.fingerprint()).isEqualTo(sshd.fingerprint());
        assertThat(key.type()).isEqualTo("ssh-ed25519");
        assertThat(sshd.log()).doesNotContain("Accepted");
    }

    @Test
    void asksFirstWhereNoHostKeyIsKnown() {
        assertThatThrownBy(() ->
                        SshTunnel.open(
                                Tunnels.settings(sshd).withHostKey(Optional.empty()), _ -> {}))
                .isInstanceOfSatisfying(
                        SshException.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(SshException.Reason.HOST_KEY_UNKNOWN);
                            assertThat(e.facts()).hasSize(2);
                        });
    }
}
