package io.sendense.engine.wire.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.wire.ssh.SshException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults of a tunnel, each by causing it.
class TunnelFaultsTest {
    private static final int PATIENCE_SECONDS = 120;

    @TempDir private Path folder;

    private final LinkedBlockingQueue<TunnelState> states = new LinkedBlockingQueue<>();
    private final int pool = Tunnels.freePorts(4);
    private EchoServer echo;
    private RestrictedSshd sshd;

    @BeforeEach
    void start() throws Exception {
        echo = new EchoServer();
        sshd = RestrictedSshd.start(folder, SshdRules.right(echo.port(), pool, pool + 3));
    }

    @AfterEach
    void stop() throws Exception {
        sshd.close();
        echo.close();
    }

    private SshTunnel open() throws IOException {
        return SshTunnel.open(Tunnels.settings(sshd), states::add);
    }

    private TargetConnector toEcho() {
        return TargetConnector.tcp(new InetSocketAddress("127.0.0.1", echo.port()));
    }

    private void awaitState(TunnelState wanted) throws Exception {
        TunnelState next;
        do {
            next = states.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("waiting for %s", wanted).isNotNull();
        } while (next != wanted);
    }

    private static void await(String what, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(20);
        }
    }

    /// A connection through a forward that has been answered once.
    private static Socket talking(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_SECONDS * 1000);
        socket.getOutputStream().write(1);
        assertThat(socket.getInputStream().read()).isEqualTo(1);
        return socket;
    }

    private static void assertEnds(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection hangs", e);
        } catch (IOException _) {
            // Reset, which ends it too.
        }
    }

    @Test
    void aKilledServerIsKnownAtOnceAndItsForwardsComeBack() throws Exception {
        try (SshTunnel tunnel = open();
                RemoteForward remote = tunnel.remoteForward(pool, toEcho());
                LocalForward local = tunnel.localForward(echo.port());
                Socket there = talking(pool);
                Socket here = talking(local.port())) {
            sshd.kill();
            awaitState(TunnelState.LOST);
            assertEnds(there);
            assertEnds(here);
            assertThat(remote.granted()).isFalse();
            awaitState(TunnelState.RECONNECTING);
            assertThatThrownBy(() -> tunnel.remoteForward(pool + 1, toEcho()))
                    .isInstanceOfSatisfying(
                            SshException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST));
            assertThatThrownBy(local::prove)
                    .isInstanceOfSatisfying(
                            SshException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST));
            sshd.start();
            awaitState(TunnelState.UP);
            assertThat(remote.granted()).isTrue();
            assertThat(EchoServer.ask(pool, "back")).isEqualTo("back");
            assertThat(EchoServer.ask(local.port(), "back")).isEqualTo("back");
        }
    }

    @Test
    void severalLossesInARowAreSurvived() throws Exception {
        try (SshTunnel tunnel = open();
                RemoteForward _ = tunnel.remoteForward(pool, toEcho());
                RemoteForward _ = tunnel.remoteForward(pool + 1, toEcho())) {
            for (int i = 0; i < 5; i++) {
                sshd.killConnections();
                awaitState(TunnelState.LOST);
                awaitState(TunnelState.UP);
                assertThat(EchoServer.ask(pool, "first")).isEqualTo("first");
                assertThat(EchoServer.ask(pool + 1, "second")).isEqualTo("second");
            }
        }
    }

    @Test
    void aSilentNetworkIsGivenUp() throws Exception {
        try (DelayingRelay relay = new DelayingRelay(sshd.port(), Duration.ZERO)) {
            SshTimes times =
                    SshTimes.standard()
                            .withLogin(Duration.ofSeconds(5))
                            .withPauses(Duration.ofMillis(50), Duration.ofMillis(200))
                            .withKeepAlive(Duration.ofMillis(500), 4);
            SshSettings settings = Tunnels.settings(sshd, relay.port()).withTimes(times);
            try (SshTunnel tunnel = SshTunnel.open(settings, states::add);
                    RemoteForward _ = tunnel.remoteForward(pool, toEcho());
                    Socket there = talking(pool)) {
                Thread.sleep(5000);
                assertThat(states).as("an idle tunnel stays").doesNotContain(TunnelState.LOST);
                there.getOutputStream().write(2);
                assertThat(there.getInputStream().read()).isEqualTo(2);
                relay.silence(true);
                awaitState(TunnelState.LOST);
                sshd.killConnections();
                assertEnds(there);
                relay.silence(false);
                awaitState(TunnelState.UP);
                assertThat(EchoServer.ask(pool, "back")).isEqualTo("back");
            }
        }
    }

    @Test
    void aServerWithAnotherHostKeyIsNotDialledAgain() throws Exception {
        try (SshTunnel tunnel = open()) {
            sshd.restartWithNewHostKey();
            awaitState(TunnelState.CLOSED);
            assertThat(tunnel.failure().orElseThrow().reason()).isEqualTo(Reason.HOST_KEY_CHANGED);
            assertThatThrownBy(() -> tunnel.localForward(1))
                    .isInstanceOfSatisfying(
                            SshException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        }
    }

    @Test
    void aTargetThatIsNotThereEndsTheFarConnection() throws Exception {
        Path nothing = folder.resolve("no-socket");
        try (SshTunnel tunnel = open();
                RemoteForward _ = tunnel.remoteForward(pool, TargetConnector.unix(nothing));
                Socket far = new Socket("127.0.0.1", pool)) {
            far.setSoTimeout(PATIENCE_SECONDS * 1000);
            assertEnds(far);
            assertThat(tunnel.state()).isEqualTo(TunnelState.UP);
        }
    }

    @Test
    void aPortThatMustNotBeOpenedSaysSo() throws Exception {
        try (SshTunnel tunnel = open();
                LocalForward forward = tunnel.localForward(1);
                Socket near = new Socket("127.0.0.1", forward.port())) {
            assertThatThrownBy(forward::prove)
                    .isInstanceOfSatisfying(
                            SshException.class,
                            e -> {
                                assertThat(e.reason()).isEqualTo(Reason.OPEN_REFUSED);
                                assertThat(e.facts()).isEqualTo(List.of("1"));
                            });
            near.setSoTimeout(PATIENCE_SECONDS * 1000);
            assertEnds(near);
        }
    }

    @Test
    void aTargetThatTakesNothingStopsNobodyElse() throws Exception {
        Path socket = folder.resolve("stuck");
        SshSettings settings = Tunnels.settings(sshd).withConnections(1);
        try (ServerSocketChannel stuck =
                        ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                                .bind(java.net.UnixDomainSocketAddress.of(socket));
                SshTunnel tunnel = SshTunnel.open(settings, states::add);
                RemoteForward _ = tunnel.remoteForward(pool, TargetConnector.unix(socket));
                RemoteForward _ = tunnel.remoteForward(pool + 1, toEcho());
                SocketChannel full = SocketChannel.open(new InetSocketAddress("127.0.0.1", pool))) {
            full.configureBlocking(false);
            long sent = sendUntilFull(full);
            assertThat(sent).as("bytes in flight are bounded").isBetween(1L << 20, 64L << 20);
            String text = "not stopped ".repeat(500_000);
            assertThat(Tunnels.echoed(pool + 1, text)).isEqualTo(text);
            try (SocketChannel target = stuck.accept()) {
                InputStream in = java.nio.channels.Channels.newInputStream(target);
                assertThat(in.skip(sent)).as("nothing is lost").isEqualTo(sent);
            }
        }
    }

    /// Until nothing has been taken for a second.
    private static long sendUntilFull(SocketChannel socket) throws Exception {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(64 << 10);
        long sent = 0;
        for (int idle = 0; idle < 20; ) {
            int taken = socket.write(bytes.clear());
            sent += taken;
            if (taken == 0) {
                idle++;
                Thread.sleep(50);
            } else {
                idle = 0;
            }
        }
        return sent;
    }

    @Test
    void closingLeavesNothing() throws Exception {
        SshTunnel tunnel = open();
        RemoteForward remote = tunnel.remoteForward(pool, toEcho());
        tunnel.remoteForward(pool + 1, toEcho());
        LocalForward local = tunnel.localForward(echo.port());
        try (Socket there = talking(pool);
                Socket here = talking(local.port())) {
            remote.close();
            assertEnds(there);
            await("the port is given back", () -> !Tunnels.accepts(pool));
            tunnel.close();
            assertEnds(here);
        }
        awaitState(TunnelState.CLOSED);
        assertThat(tunnel.failure()).isEmpty();
        await("ports of the node are free", () -> !Tunnels.accepts(pool + 1));
        await("our port is free", () -> !Tunnels.accepts(local.port()));
        await("no thread is left", () -> threads().isEmpty());
        await("the server has no connection", () -> sshd.connections() == 0);
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("ssh") && name.contains(String.valueOf(sshd.port())))
                .toList();
    }
}
