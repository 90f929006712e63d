package io.sendense.engine.catalog;

import io.sendense.engine.Peers;
import io.sendense.engine.catalog.CatalogLocation.Postgres;
import io.sendense.engine.security.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A PostgreSQL server of our own on a loopback port, one for all tests of this JVM. It ends, and
/// its folder goes, when this JVM ends in whatever way: its shell waits for the pipe to close.
final class PostgresServer {
    static final String USER = "sendense";
    static final String PASSWORD = "not-a-real-password";

    private static PostgresServer shared;

    private final int port;
    private final AtomicInteger schemas = new AtomicInteger();

    private PostgresServer(int port) {
        this.port = port;
    }

    static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /// An empty schema.
    Postgres freshSchema() {
        String name = "s" + schemas.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD)) {
            connection.createStatement().execute("create schema " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no schema " + name, e);
        }
        return new Postgres(url() + "?currentSchema=" + name, USER, Secret.of(PASSWORD));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static PostgresServer start() {
        Path programs = programs();
        try {
            Path folder = Files.createTempDirectory("sendense-pg");
            Path passwordFile = folder.resolve("password");
            Files.writeString(passwordFile, PASSWORD);
            List<String> asOther = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                // PostgreSQL refuses to run as root.
                asOther.addAll(
                        List.of(Peers.require("runuser").toString(), "-u", "postgres", "--"));
                var postgres =
                        folder.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName("postgres");
                Files.setOwner(folder, postgres);
                Files.setOwner(passwordFile, postgres);
            }
            initialise(programs, folder, passwordFile, asOther);
            for (int attempt = 1; ; attempt++) {
                int port = freePort();
                Process process = launch(programs, folder, port, asOther);
                if (answers(process, port)) {
                    return new PostgresServer(port);
                }
                if (attempt == 3) {
                    throw new IllegalStateException(
                            "PostgreSQL did not start: " + Files.readString(folder.resolve("log")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path programs() {
        Path root = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(root)) {
            try (Stream<Path> versions = Files.list(root)) {
                var newest =
                        versions.map(version -> version.resolve("bin"))
                                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                                .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Peers.missing("PostgreSQL's server programs are not in " + root);
    }

    private static void initialise(
            Path programs, Path folder, Path passwordFile, List<String> asOther)
            throws IOException {
        List<String> command = new ArrayList<>(asOther);
        command.addAll(
                List.of(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + folder.resolve("data"),
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        Path log = Files.createTempFile("sendense-initdb", ".log");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("initdb failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }

    private static Process launch(Path programs, Path folder, int port, List<String> asOther)
            throws IOException {
        String script =
                """
                '%1$s/postgres' -D '%2$s/data' -c listen_addresses=127.0.0.1 -c port=%3$d \
                    -c unix_socket_directories='%2$s' -c fsync=off -c max_connections=50 >'%2$s/log' 2>&1 &
                server=$!
                read ignored
                kill -QUIT $server 2>/dev/null
                wait $server 2>/dev/null
                rm -rf '%2$s'
                """
                        .formatted(programs, folder, port);
        List<String> command = new ArrayList<>(asOther);
        command.addAll(List.of("/bin/sh", "-c", script));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean answers(Process process, int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Connection _ =
                    DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, PASSWORD)) {
                return true;
            } catch (SQLException e) {
                try {
                    Thread.sleep(100);
                } catch (InterruptedException interrupt) {
                    throw new IllegalStateException(interrupt);
                }
            }
        }
        return false;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
