package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of others that runs while a test needs it.
public final class PeerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path output;

    private PeerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    private static PeerProcess start(String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Peers.require(program).toString());
        command.addAll(arguments);
        Path output = Files.createTempFile("peer", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile());
        // Scripts among the peers must find the interpreter they were installed with.
        builder.environment().merge("PATH", "/usr/bin:/bin", (own, system) -> system + ":" + own);
        return new PeerProcess(builder.start(), output);
    }

    /// Runs a program to its end, which must be a success, and returns what it printed.
    public static String run(String program, String... arguments) throws Exception {
        return runExpecting(0, program, arguments);
    }

    /// Runs a program to its end, whatever that is, and returns what it printed.
    public static String runToAnyEnd(String program, String... arguments) throws Exception {
        try (PeerProcess peer = start(program, List.of(arguments))) {
            boolean ended = peer.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(peer.output);
            assertThat(ended).as("%s ended in time: %s", program, text).isTrue();
            return text;
        }
    }

    /// Runs a program to its end, which must be this exit status, and returns what it printed.
    public static String runExpecting(int status, String program, String... arguments)
            throws Exception {
        try (PeerProcess peer = start(program, List.of(arguments))) {
            boolean ended = peer.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(peer.output);
            assertThat(ended).as("%s ended in time: %s", program, text).isTrue();
            assertThat(peer.process.exitValue())
                    .as("%s %s: %s", program, String.join(" ", arguments), text)
                    .isEqualTo(status);
            return text;
        }
    }

    /// Starts a server and waits until it accepts connections on the socket.
    public static PeerProcess serve(Path socket, String program, String... arguments)
            throws Exception {
        PeerProcess peer = start(program, List.of(arguments));
        try {
            for (int i = 0; ; i++) {
                if (Files.exists(socket) && accepts(socket)) {
                    return peer;
                }
                if (i > 500 || !peer.process.isAlive()) {
                    throw new AssertionError(
                            program + " does not serve: " + Files.readString(peer.output));
                }
                Thread.sleep(20);
            }
        } catch (Throwable e) {
            peer.close();
            throw e;
        }
    }

    /// Starts a server and waits until it accepts connections on the port of the loopback
    /// interface.
    public static PeerProcess serve(int port, String program, String... arguments)
            throws Exception {
        PeerProcess peer = start(program, List.of(arguments));
        try {
            for (int i = 0; !accepts(port); i++) {
                if (i > 500 || !peer.process.isAlive()) {
                    throw new AssertionError(
                            program + " does not serve: " + Files.readString(peer.output));
                }
                Thread.sleep(20);
            }
            return peer;
        } catch (Throwable e) {
            peer.close();
            throw e;
        }
    }

    private static boolean accepts(int port) {
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean accepts(Path socket) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException _) {
            return false;
        }
    }

    /// Kills the program as a crash would.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
    }
}
