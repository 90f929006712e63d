package io.sendense.engine.wire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdServer;
import io.sendense.engine.wire.nbd.NbdUri;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// NBD exports of a Unix socket here, used at the far end of a tunnel.
class TunnelNbdTest {
    private static final int PIECE = 1 << 20;
    private static final int PIECES = 24;

    @TempDir private Path folder;

    private final int pool = Tunnels.freePorts(2);
    private RestrictedSshd sshd;

    @BeforeEach
    void start() throws Exception {
        sshd = RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right(1, pool, pool + 1));
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    private static byte[] piece(int number) {
        byte[] bytes = new byte[PIECE];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    private static void write(BlockDevice device) throws Exception {
        Thread[] writers = new Thread[PIECES];
        for (int i = 0; i < PIECES; i++) {
            int number = i;
            writers[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    device.write(
                                            (long) number * PIECE, ByteBuffer.wrap(piece(number)));
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
        }
        for (Thread writer : writers) {
            writer.join();
        }
        device.flush();
    }

    @Test
    void aDiskArrivesWholeOverSeveralConnections() throws Exception {
        Path socket = folder.resolve("nbd");
        MemoryBlockDevice memory = new MemoryBlockDevice(PIECES * PIECE);
        try (NbdServer server =
                        NbdServer.listen(new NbdEndpoint.UnixSocket(socket), NbdLimits.standard());
                DelayingRelay relay = new DelayingRelay(sshd.port(), Duration.ofMillis(20));
                SshTunnel tunnel = SshTunnel.open(Tunnels.settings(sshd, relay.port()), _ -> {});
                RemoteForward forward = tunnel.remoteForward(pool, TargetConnector.unix(socket))) {
            server.export("disk", memory);
            NbdUri uri = NbdUri.parse("nbd://127.0.0.1:" + forward.port() + "/disk");
            NbdClientOptions options =
                    NbdClientOptions.standard().withConnections(tunnel.connectionsPerExport());
            try (NbdBlockDevice device = NbdBlockDevice.connect(uri, options)) {
                assertThat(device.connections()).isGreaterThanOrEqualTo(4);
                write(device);
                for (int i = 0; i < PIECES; i++) {
                    ByteBuffer back = ByteBuffer.allocate(PIECE);
                    device.read((long) i * PIECE, back);
                    assertThat(back.array()).isEqualTo(piece(i));
                    memory.read((long) i * PIECE, back.clear());
                    assertThat(back.array()).isEqualTo(piece(i));
                }
            }
        }
    }

    @Test
    void aDiskArrivesWholeWithTheWindowsOfJschToo() throws Exception {
        System.setProperty(ChannelHook.PLAIN, "true");
        try {
            aDiskArrivesWholeOverSeveralConnections();
        } finally {
            System.clearProperty(ChannelHook.PLAIN);
        }
    }

    /// With the window of JSch itself, 128 KiB of which half is used up before more is asked for,
    /// 24 MiB over one connection need 192 round trips, 38 s here. With ours they need 12 or some
    /// more.
    @Test
    void theWindowIsNotThatOfJsch() throws Exception {
        assertThat(ChannelHook.find()).isPresent();
        Path socket = folder.resolve("nbd");
        try (NbdServer server =
                        NbdServer.listen(new NbdEndpoint.UnixSocket(socket), NbdLimits.standard());
                DelayingRelay relay = new DelayingRelay(sshd.port(), Duration.ofMillis(200));
                SshTunnel tunnel = SshTunnel.open(Tunnels.settings(sshd, relay.port()), _ -> {});
                RemoteForward forward = tunnel.remoteForward(pool, TargetConnector.unix(socket))) {
            server.export("disk", new MemoryBlockDevice(PIECES * PIECE));
            NbdUri uri = NbdUri.parse("nbd://127.0.0.1:" + forward.port() + "/disk");
            assertThat(tunnel.roundTrip().orElseThrow()).isGreaterThan(Duration.ofMillis(190));
            assertThat(tunnel.connectionsPerExport()).isEqualTo(16);
            try (NbdBlockDevice device = NbdBlockDevice.connect(uri, NbdClientOptions.standard())) {
                long start = System.nanoTime();
                write(device);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(15));
            }
        }
    }
}
