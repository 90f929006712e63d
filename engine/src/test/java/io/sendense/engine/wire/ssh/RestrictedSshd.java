package io.sendense.engine.wire.ssh;

import io.sendense.engine.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real OpenSSH server on this machine's loopback: a child process of the test, run as the user
/// of the test, who is also the only one to log in, with a configuration, a host key and a file of
/// authorized keys of its own. Where there is no `sshd` the test is skipped, or fails where peers
/// are required.
///
/// `StrictModes` is off: a folder below `/tmp` is one that others may write to. Not for several
/// threads.
public final class RestrictedSshd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path program;
    private final int port;
    private @Nullable Process process;

    private RestrictedSshd(Path folder) throws IOException {
        this.folder = folder;
        this.program = Peers.require("sshd");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            this.port = free.getLocalPort();
        }
    }

    /// Starts a server with these rules and waits until it answers.
    ///
    /// @param folder for its files, made if missing; one for each server
    public static RestrictedSshd start(Path folder, SshdRules rules) throws IOException {
        Files.createDirectories(folder);
        RestrictedSshd server = new RestrictedSshd(folder);
        newKey(server.hostKey(), "");
        newKey(server.identity(), "");
        server.write(rules);
        // A test that is ended from outside leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        server.start();
        return server;
    }

    /// Makes an ed25519 key pair: `file` and `file.pub`.
    ///
    /// @param passphrase empty for none
    public static void newKey(Path file, String passphrase) throws IOException {
        newKey(file, passphrase, "ed25519");
    }

    /// @param type `ed25519` or `rsa`
    public static void newKey(Path file, String passphrase, String type) throws IOException {
        Files.deleteIfExists(file);
        run(
                Peers.require("ssh-keygen").toString(),
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                "for a test",
                "-f",
                file.toString());
    }

    public int port() {
        return port;
    }

    /// Who may log in: whoever runs the test.
    public String user() {
        return System.getProperty("user.name");
    }

    /// `user@127.0.0.1:port`.
    public String address() {
        return user() + "@127.0.0.1:" + port;
    }

    /// The private key that may log in; ed25519 without a passphrase.
    public Path identity() {
        return folder.resolve("identity");
    }

    /// The fingerprint of its host key as `ssh-keygen -l` shows it: `SHA256:...`.
    public String fingerprint() throws IOException {
        return run(
                        Peers.require("ssh-keygen").toString(),
                        "-l",
                        "-E",
                        "sha256",
                        "-f",
                        hostKey() + ".pub")
                .split(" ")[1];
    }

    /// What it has logged until now, at its level VERBOSE.
    public String log() throws IOException {
        return Files.readString(folder.resolve("sshd.log"));
    }

    /// Ends it with all its connections, as a crash would. It may be started again.
    public void kill() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
            all.add(running.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            running.onExit().join();
            all.forEach(each -> each.onExit().join());
        }
        process = null;
    }

    /// Ends its connections, as if each one's process had died; the server goes on listening.
    public void killConnections() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> all = running.descendants().toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
        }
    }

    /// How many processes it has for connections.
    public long connections() {
        Process running = process;
        return running == null ? 0 : running.descendants().count();
    }

    /// Starts it again on the same port, after [#kill].
    public void start() throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            // What the system's own service makes at its start; sshd does not run as root without.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        process =
                new ProcessBuilder(
                                program.toAbsolutePath().toString(),
                                "-D",
                                "-f",
                                folder.resolve("sshd_config").toString(),
                                "-E",
                                folder.resolve("sshd.log").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sshd.out").toFile())
                        .start();
        awaitAnswers(process);
    }

    /// Ends it and starts it with other rules.
    public void restart(SshdRules rules) throws IOException {
        kill();
        write(rules);
        start();
    }

    /// Ends it and starts it with another host key.
    public void restartWithNewHostKey() throws IOException {
        kill();
        newKey(hostKey(), "");
        start();
    }

    /// Lets another key log in with the options of `rules`, instead of the one before.
    ///
    /// @param publicKey file of a public key
    public void authorize(Path publicKey, SshdRules rules) throws IOException {
        Path file = folder.resolve("authorized_keys");
        Path draft = folder.resolve("authorized_keys.new");
        String line = String.join(",", rules.options()) + " " + Files.readString(publicKey);
        Files.writeString(draft, rules.authorized() ? line.strip() + "\n" : "");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Puts a whole line in the place of the authorized keys.
    public void authorize(String line) throws IOException {
        Files.writeString(folder.resolve("authorized_keys"), line + "\n");
    }

    /// Adds lines to the end of its configuration and starts it again.
    public void appendSettings(String lines) throws IOException {
        kill();
        Files.writeString(
                folder.resolve("sshd_config"), lines, java.nio.file.StandardOpenOption.APPEND);
        start();
    }

    private Path hostKey() {
        return folder.resolve("host_key");
    }

    private void write(SshdRules rules) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("ListenAddress 127.0.0.1:" + port);
        lines.add("HostKey " + hostKey());
        lines.add("PidFile none");
        lines.add("AuthorizedKeysFile " + folder.resolve("authorized_keys"));
        lines.add("StrictModes no");
        lines.add("LogLevel VERBOSE");
        lines.add("PermitRootLogin yes");
        lines.add("AllowTcpForwarding " + rules.tcpForwarding());
        rules.settings().forEach(line -> lines.add(line.replace("%p", String.valueOf(port))));
        lines.add("PasswordAuthentication no");
        lines.add("KbdInteractiveAuthentication no");
        lines.add("UsePAM no");
        lines.add("MaxStartups 200");
        if (knows("PerSourcePenalties no")) {
            // It would shut out a test's address after a few refused logins.
            lines.add("PerSourcePenalties no");
        }
        Files.write(folder.resolve("sshd_config"), lines);
        authorize(Path.of(identity() + ".pub"), rules);
    }

    private boolean knows(String setting) throws IOException {
        Path trial = Files.writeString(folder.resolve("trial_config"), setting + "\n");
        ProcessBuilder check =
                new ProcessBuilder(
                        program.toAbsolutePath().toString(),
                        "-t",
                        "-h",
                        hostKey().toString(),
                        "-f",
                        trial.toString());
        try {
            return check.redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private void awaitAnswers(Process running) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (!running.isAlive() || System.nanoTime() > end) {
                throw new AssertionError(
                        "sshd does not answer: "
                                + Files.readString(folder.resolve("sshd.out"))
                                + log());
            }
            pause();
        }
    }

    private boolean answers() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(command[0] + ": " + text);
            }
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
        return text;
    }

    @Override
    public void close() {
        kill();
    }
}
