package io.sendense.engine.wire.ssh;

import io.sendense.engine.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// nbdcopy of nbdkit's pattern into nbdkit's null, through a forward from the node: ours and the
/// one of OpenSSH's client in turn, everything else being the same, in MB/s. To be run by
/// `engine/benchmarks/tunnel`.
///
/// `-Dsendense.tunnel.mib=512` copies so much for each disk, `.runs=3` so often (the median
/// counts), `.ciphers=a,b`, `.disks=1,4`, `.trips=0,20,50` (ms), `.connections=4` of NBD for each
/// disk (0: what the tunnel advises), `.ssh=4` connections at most, `.peer=false` without OpenSSH's
/// client.
class TunnelBenchmark {
    private static final int FIRST_PORT = 10140;

    @TempDir private Path folder;

    private final int mib = Integer.getInteger("sendense.tunnel.mib", 512);
    private final int runs = Integer.getInteger("sendense.tunnel.runs", 3);
    private final int connections = Integer.getInteger("sendense.tunnel.connections", 0);
    private final int lines = Integer.getInteger("sendense.tunnel.ssh", 4);
    private final boolean peer =
            Boolean.parseBoolean(System.getProperty("sendense.tunnel.peer", "true"));
    private final List<String> rows = new ArrayList<>();

    private static List<String> list(String name, String standard) {
        return List.of(System.getProperty("sendense.tunnel." + name, standard).split(","));
    }

    @Test
    void measure() throws Exception {
        rows.add("| cipher | round trip | disks | NBD connections each | ours | ssh -R | ratio |");
        rows.add("|---|---:|---:|---:|---:|---:|---:|");
        try (RestrictedSshd sshd = RestrictedSshd.start(folder, SshdRules.right())) {
            for (String trip : list("trips", "0,20,50")) {
                for (String cipher : list("ciphers", "aes128-gcm@openssh.com")) {
                    for (String disks : list("disks", "1,4")) {
                        row(sshd, cipher, Integer.parseInt(trip), Integer.parseInt(disks));
                    }
                }
            }
        }
        rows.forEach(System.out::println);
        Path report = Path.of("target", "tunnel-benchmark.md");
        Files.write(report, rows);
    }

    private void row(RestrictedSshd sshd, String cipher, int trip, int disks) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        int each = 0;
        try (DelayingRelay relay = new DelayingRelay(sshd.port(), Duration.ofMillis(trip))) {
            int port = trip == 0 ? sshd.port() : relay.port();
            for (int run = 0; run <= runs; run++) {
                List<Process> targets = targets(disks);
                try (SshTunnel tunnel = tunnel(sshd, port, cipher)) {
                    List<RemoteForward> forwards = new ArrayList<>();
                    for (int disk = 0; disk < disks; disk++) {
                        TargetConnector target = TargetConnector.unix(socket(disk));
                        forwards.add(tunnel.remoteForward(FIRST_PORT + disk, target));
                    }
                    each = connections > 0 ? connections : tunnel.connectionsPerExport();
                    note(run, ours, copy(disks, each));
                    forwards.forEach(RemoteForward::close);
                } finally {
                    targets.forEach(Process::destroyForcibly);
                }
                awaitFree(disks);
                if (peer) {
                    targets = targets(disks);
                    Process ssh = ssh(sshd, port, cipher, disks);
                    try {
                        awaitPort(FIRST_PORT + disks - 1, true);
                        note(run, theirs, copy(disks, each));
                    } finally {
                        ssh.destroyForcibly();
                        ssh.waitFor();
                        targets.forEach(Process::destroyForcibly);
                        awaitFree(disks);
                    }
                }
            }
        }
        double mine = median(ours);
        double other = peer ? median(theirs) : Double.NaN;
        String row =
                "| %s | %d ms | %d | %d | %.0f MB/s | %.0f MB/s | %.2f |"
                        .formatted(cipher, trip, disks, each, mine, other, mine / other);
        System.out.println(row);
        rows.add(row);
    }

    /// The first run warms both up.
    private static void note(int run, List<Double> figures, double figure) {
        if (run > 0) {
            figures.add(figure);
        }
    }

    private static double median(List<Double> figures) {
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private SshTunnel tunnel(RestrictedSshd sshd, int port, String cipher) throws Exception {
        SshSettings settings =
                SshSettings.of(
                                new SshAddress(sshd.user(), "127.0.0.1", port),
                                new SshLogin.Key(sshd.identity()),
                                Optional.of(sshd.fingerprint()))
                        .withCiphers(List.of(cipher))
                        .withConnections(lines);
        return SshTunnel.open(settings, _ -> {});
    }

    private static void awaitFree(int disks) throws Exception {
        for (int disk = 0; disk < disks; disk++) {
            awaitPort(FIRST_PORT + disk, false);
        }
    }

    private Path socket(int disk) {
        return folder.resolve("target-" + disk);
    }

    private Path source(int disk) {
        return folder.resolve("source-" + disk);
    }

    /// Sources too: nbdcopy makes one connection only to one that it starts itself.
    private List<Process> targets(int disks) throws Exception {
        List<Process> started = new ArrayList<>();
        for (int disk = 0; disk < disks; disk++) {
            started.add(serve(source(disk), "pattern"));
            started.add(serve(socket(disk), "null"));
        }
        return started;
    }

    private Process serve(Path socket, String plugin) throws Exception {
        Files.deleteIfExists(socket);
        String size = String.valueOf((long) mib << 20);
        Process process = process("nbdkit", "-f", "-U", socket.toString(), plugin, size);
        while (!Files.exists(socket)) {
            Thread.sleep(10);
        }
        return process;
    }

    private Process ssh(RestrictedSshd sshd, int port, String cipher, int disks) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "ssh",
                                "-F",
                                "none",
                                "-N",
                                "-c",
                                cipher,
                                "-o",
                                "ExitOnForwardFailure=yes",
                                "-o",
                                "StrictHostKeyChecking=no",
                                "-o",
                                "UserKnownHostsFile=/dev/null",
                                "-i",
                                sshd.identity().toString(),
                                "-p",
                                String.valueOf(port)));
        for (int disk = 0; disk < disks; disk++) {
            command.add("-R");
            command.add("127.0.0.1:" + (FIRST_PORT + disk) + ":" + socket(disk));
        }
        command.add(sshd.user() + "@127.0.0.1");
        return process(command.toArray(String[]::new));
    }

    private static void awaitPort(int port, boolean open) throws Exception {
        for (int i = 0; i < 3000; i++) {
            if (Tunnels.accepts(port) == open) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("port " + port + " is not as it should be");
    }

    /// Copies all disks at once; MB/s of all together.
    private double copy(int disks, int each) throws Exception {
        List<Process> copies = new ArrayList<>();
        long start = System.nanoTime();
        for (int disk = 0; disk < disks; disk++) {
            copies.add(
                    process(
                            "nbdcopy",
                            "--connections=" + each,
                            "--threads=" + each,
                            "--requests=64",
                            "--request-size=262144",
                            "nbd+unix:///?socket=" + source(disk),
                            "nbd://127.0.0.1:" + (FIRST_PORT + disk) + "/"));
        }
        for (Process copy : copies) {
            if (!copy.waitFor(2, TimeUnit.MINUTES) || copy.exitValue() != 0) {
                throw new AssertionError("nbdcopy failed");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return disks * (double) ((long) mib << 20) / 1e6 / seconds;
    }

    private static Process process(String... command) throws Exception {
        command[0] = Peers.require(command[0]).toString();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "tunnel-benchmark.log").toFile())
                .start();
    }
}
