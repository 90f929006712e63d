package io.sendense.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// What the launcher runs once after a build, for the cache of loaded classes and of what the
/// compiler learned (JEP 483, 515), so that later commands start and run faster. Works in a folder
/// of its own; the process ends with 1 where a command failed.
final class Rehearsal {
    private static final int DISK_BYTES = 64 << 20;
    private static final int PIECE_BYTES = 1 << 20;
    private static final Duration WINDOW_SEEN = Duration.ofSeconds(4);

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    /// Runs the commands, whose output is of no interest.
    ///
    /// @param arguments an empty folder, and `window` where the console is to take part
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Rehearsal rehearsal = new Rehearsal(Path.of(arguments[0]));
        rehearsal.run();
        if (List.of(arguments).contains("window")) {
            rehearsal.window();
        }
    }

    private void run() throws IOException, InterruptedException {
        writeDisk();
        // The errors' classes take part only if one is made.
        if (Main.run(new String[] {"disk", "info", "--no-such-option"}) != 2) {
            throw new IOException("an unknown option was taken");
        }
        command("--home", path("home"), "runs");
        for (int round = 0; round < 3; round++) {
            command(
                    "disk",
                    "copy",
                    "--through-nbd",
                    "--sums",
                    path("disk.raw"),
                    path(round + ".qcow2"));
            command(
                    "disk",
                    "copy",
                    "--compress",
                    "zstd",
                    path("disk.raw"),
                    path(round + "-packed.qcow2"));
            command("disk", "copy", path(round + "-packed.qcow2"), path(round + ".raw"));
        }
        command("disk", "check", path("0.qcow2"));
        command("disk", "info", "--backing-chain", path("0.qcow2"));
        command("disk", "map", "--json", path("0.qcow2"));
        command("disk", "compare", path("disk.raw"), path("0-packed.qcow2"));
        serve();
    }

    /// A lab vCenter and the window on it, until the window has been seen for a while. Ends the
    /// process, as closing the window would.
    private void window() throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().start(() -> command("demo"));
        for (int i = 0; i < 600 && !isOpen(); i++) {
            Thread.sleep(100);
        }
        if (!isOpen()) {
            throw new IOException("no window opened within a minute");
        }
        Thread.sleep(WINDOW_SEEN);
        System.exit(0);
    }

    /// Whether the log of the demo, which keeps its home in the folder for temporary files, says
    /// that the console is open.
    private static boolean isOpen() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> files = Files.walk(temporary, 4)) {
            for (Path file : files.filter(f -> f.endsWith("sendense.log")).toList()) {
                if (Files.readString(file).contains("the console is open")) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Ends with the process.
    private void serve() throws IOException, InterruptedException {
        Path socket = folder.resolve("s");
        Thread.ofPlatform()
                .daemon()
                .start(() ->
                        command("disk", "serve", "--socket", socket.toString(), path("0.qcow2")));
        for (int i = 0; i < 100 && !Files.exists(socket); i++) {
            Thread.sleep(100);
        }
        command("disk", "copy", "nbd+unix:///disk?socket=" + socket, path("served.raw"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void command(String... arguments) {
        int code = Main.run(arguments);
        if (code != 0) {
            throw new UncheckedIOException(
                    new IOException(String.join(" ", arguments) + " ended with " + code));
        }
    }

    /// A third random bytes, a third text, a third nothing.
    private void writeDisk() throws IOException {
        Random random = new Random(1);
        byte[] piece = new byte[PIECE_BYTES];
        try (FileChannel disk =
                FileChannel.open(
                        folder.resolve("disk.raw"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            for (int at = 0; at < DISK_BYTES; at += 3 * PIECE_BYTES) {
                random.nextBytes(piece);
                disk.write(ByteBuffer.wrap(piece), at);
                for (int i = 0; i < PIECE_BYTES; i++) {
                    piece[i] = (byte) ('a' + (piece[i] & 15));
                }
                disk.write(ByteBuffer.wrap(piece), at + PIECE_BYTES);
            }
            disk.write(ByteBuffer.allocate(1), DISK_BYTES - 1L);
        }
    }
}
