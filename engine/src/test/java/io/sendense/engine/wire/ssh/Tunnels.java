package io.sendense.engine.wire.ssh;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Tunnels of tests.
final class Tunnels {
    private Tunnels() {}

    /// To a server of a test, with its key and host key; dialled again after 50 to 200 ms.
    static SshSettings settings(RestrictedSshd sshd) throws IOException {
        return settings(sshd, sshd.port());
    }

    /// The same through another port, as that of a relay.
    static SshSettings settings(RestrictedSshd sshd, int port) throws IOException {
        return settingsOf(sshd, new SshAddress(sshd.user(), "127.0.0.1", port));
    }

    /// The same through another address of the loopback.
    static SshSettings settingsOf(RestrictedSshd sshd, String host) throws IOException {
        return settingsOf(sshd, new SshAddress(sshd.user(), host, sshd.port()));
    }

    private static SshSettings settingsOf(RestrictedSshd sshd, SshAddress address)
            throws IOException {
        return SshSettings.of(
                        address, new SshLogin.Key(sshd.identity()), Optional.of(sshd.fingerprint()))
                .withTimes(
                        SshTimes.standard()
                                .withPauses(Duration.ofMillis(50), Duration.ofMillis(200)));
    }

    static SshTunnel open(RestrictedSshd sshd) throws IOException {
        return SshTunnel.open(settings(sshd), _ -> {});
    }

    /// Whether something accepts connections on a port of the loopback.
    static boolean accepts(int port) {
        try (Socket _ = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// The first of so many free ports in a row, chosen at random above the pool of nodes, so that
    /// builds on one machine are not in each other's way.
    static int freePorts(int count) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(10300, 30000);
            if (IntStream.range(first, first + count).noneMatch(Tunnels::accepts)) {
                return first;
            }
        }
    }

    /// Sends a text to an [EchoServer] behind a port of the loopback while reading what comes back.
    static String echoed(int port, String text) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    socket.getOutputStream()
                                            .write(text.getBytes(StandardCharsets.UTF_8));
                                    socket.shutdownOutput();
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            byte[] answer = socket.getInputStream().readAllBytes();
            sender.join();
            return new String(answer, StandardCharsets.UTF_8);
        }
    }
}
