package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.CopyOptions;
import io.sendense.engine.disk.image.DiskCompare;
import io.sendense.engine.disk.image.DiskCopy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// nbdkit that is killed, slow, failing or watchful, with our client copying to it and from it.
@Tag("peers")
@Timeout(180)
class PeerFaultsTest {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 48 * MIB;
    private static final NbdClientOptions OPTIONS =
            NbdClientOptions.standard().withConnections(3).withMaxPayloadBytes(256 << 10);
    private static final NbdClientOptions PATIENT =
            OPTIONS.withReconnect(NbdReconnect.within(Duration.ofSeconds(60)));

    @TempDir Path folder;
    private final AtomicInteger sockets = new AtomicInteger();

    private Path socket() {
        return folder.resolve("n" + sockets.incrementAndGet());
    }

    private static NbdUri uri(Path socket) {
        return new NbdUri(new NbdEndpoint.UnixSocket(socket), "");
    }

    private static PeerProcess nbdkit(Path socket, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("-f", "--exit-with-parent", "-U", socket.toString()));
        command.addAll(List.of(arguments));
        return PeerProcess.serve(socket, "nbdkit", command.toArray(String[]::new));
    }

    private static void copy(BlockDevice from, BlockDevice to) throws Exception {
        DiskCopy.copy(
                from,
                to,
                new CopyOptions(CopyOptions.TargetContent.UNKNOWN, 8, MIB),
                ByteProgress.none());
        to.flush();
    }

    private Path random() throws IOException {
        Path file = folder.resolve("random");
        byte[] bytes = new byte[SIZE];
        new Random(11).nextBytes(bytes);
        Files.write(file, bytes);
        return file;
    }

    /// Kills the server as often as wanted while something runs, and starts it again.
    private static final class Killer implements AutoCloseable {
        private final Path socket;
        private final String[] arguments;
        private final Thread thread;
        private volatile PeerProcess server;
        private volatile boolean over;
        private int kills;

        Killer(Path socket, String... arguments) throws Exception {
            this.socket = socket;
            this.arguments = arguments;
            this.server = nbdkit(socket, arguments);
            this.thread = Thread.ofVirtual().unstarted(this::run);
        }

        void start() {
            thread.start();
        }

        private void run() {
            try {
                for (kills = 0; !over && kills < 4; kills++) {
                    Thread.sleep(150);
                    server.kill();
                    server.close();
                    Files.deleteIfExists(socket);
                    Thread.sleep(100);
                    server = nbdkit(socket, arguments);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /// How often it was killed.
        int end() throws InterruptedException {
            over = true;
            thread.join();
            return kills;
        }

        @Override
        public void close() throws IOException {
            over = true;
            server.close();
        }
    }

    /// The rate keeps the copy from being over before the first kill.
    @Test
    void aFileIsWrittenWholeThoughItsServerIsKilled() throws Exception {
        Path target = folder.resolve("target");
        try (RandomAccessFile raw = new RandomAccessFile(target.toFile(), "rw")) {
            raw.setLength(SIZE);
        }
        Path socket = socket();
        Path source = random();
        String[] slowly = {"--filter=rate", "file", target.toString(), "connection-rate=200M"};
        try (Killer killer = new Killer(socket, slowly);
                BlockDevice from = RawFileBlockDevice.open(source, false);
                NbdBlockDevice to = NbdBlockDevice.connect(uri(socket), PATIENT)) {
            killer.start();
            copy(from, to);
            assertThat(killer.end()).as("kills").isPositive();
            to.flush();
        }
        assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    }

    /// What is in nbdkit's memory dies with it: all of it is written again from the journal.
    @Test
    void aMemoryIsWrittenWholeThoughItsServerIsKilled() throws Exception {
        Path socket = socket();
        Path source = random();
        NbdClientOptions keepingAll =
                OPTIONS.withReconnect(
                        NbdReconnect.within(Duration.ofSeconds(60)).withJournalBytes(4L * SIZE));
        try (Killer killer =
                        new Killer(
                                socket,
                                "--filter=rate",
                                "memory",
                                "size=" + SIZE,
                                "connection-rate=400M");
                BlockDevice from = RawFileBlockDevice.open(source, false);
                NbdBlockDevice to = NbdBlockDevice.connect(uri(socket), keepingAll)) {
            killer.start();
            DiskCopy.copy(
                    from,
                    new Unflushed(to),
                    new CopyOptions(CopyOptions.TargetContent.UNKNOWN, 8, MIB),
                    ByteProgress.none());
            assertThat(killer.end()).as("kills").isPositive();
            to.read(0, ByteBuffer.allocate(1)); // notices the last one
            assertThat(DiskCompare.firstDifference(from, to, ByteProgress.none())).isEmpty();
        }
    }

    /// A copy flushes at its end; here nothing may be flushed before the last kill.
    private static final class Unflushed
            extends io.sendense.engine.disk.block.BlockDeviceDecorator {
        Unflushed(BlockDevice below) {
            super(below);
        }

        @Override
        public void flush() {}
    }

    @Test
    void aPatternIsReadWholeThoughItsServerIsKilled() throws Exception {
        Path socket = socket();
        String[] slowly = {"--filter=rate", "pattern", "size=" + SIZE, "connection-rate=200M"};
        try (Killer killer = new Killer(socket, slowly);
                NbdBlockDevice from = NbdBlockDevice.connect(uri(socket), PATIENT)) {
            killer.start();
            ByteBuffer piece = ByteBuffer.allocateDirect(MIB);
            for (long offset = 0; offset < SIZE; offset += MIB) {
                from.read(offset, piece.clear());
                piece.flip();
                while (piece.hasRemaining()) {
                    long expected = offset + piece.position();
                    assertThat(piece.getLong()).isEqualTo(expected);
                }
            }
            assertThat(killer.end()).as("kills").isPositive();
        }
    }

    /// `checkwrite` fails every write and every zero that is not what `sparse-random` holds there.
    @Test
    void aSparseDiskIsCopiedUnderTheEyesOfCheckwrite() throws Exception {
        Path source = socket();
        Path target = socket();
        String[] disk = {"sparse-random", "size=256M", "seed=5", "percent=12", "runlength=262144"};
        List<String> watched = new ArrayList<>(List.of("--filter=checkwrite"));
        watched.addAll(List.of(disk));
        try (PeerProcess _ = nbdkit(source, disk);
                PeerProcess _ = nbdkit(target, watched.toArray(String[]::new));
                NbdBlockDevice from = NbdBlockDevice.connect(uri(source), OPTIONS);
                NbdBlockDevice to = NbdBlockDevice.connect(uri(target), OPTIONS)) {
            assertThat(from.blockStatus(0, from.size()).size()).isGreaterThan(10);
            copy(from, to);
            ByteBuffer wrong = ByteBuffer.allocate(8 * MIB);
            assertThatThrownBy(() -> to.write(from.size() / 2, wrong))
                    .isInstanceOf(NbdErrorException.class);
        }
    }

    /// One request in ten fails; nbdkit tries again by itself.
    @Test
    void aServerThatRetriesIsWaitedFor() throws Exception {
        Path socket = socket();
        Path source = random();
        try (PeerProcess _ =
                        nbdkit(
                                socket,
                                "--filter=retry",
                                "--filter=error",
                                "memory",
                                "size=" + SIZE,
                                "error-pwrite-rate=1%",
                                "error-pread-rate=1%",
                                "retries=20",
                                "retry-delay=1",
                                "retry-exponential=no");
                BlockDevice from = RawFileBlockDevice.open(source, false);
                NbdBlockDevice to =
                        NbdBlockDevice.connect(uri(socket), OPTIONS.withMaxPayloadBytes(MIB))) {
            copy(from, to);
            assertThat(DiskCompare.firstDifference(from, to, ByteProgress.none())).isEmpty();
        }
    }

    @Test
    void aFailingServerFailsTheCopyWithItsOwnError() throws Exception {
        Path socket = socket();
        Path source = random();
        try (PeerProcess _ =
                        nbdkit(
                                socket,
                                "--filter=error",
                                "memory",
                                "size=" + SIZE,
                                "error-pwrite=EIO",
                                "error-pwrite-rate=5%");
                BlockDevice from = RawFileBlockDevice.open(source, false);
                NbdBlockDevice to = NbdBlockDevice.connect(uri(socket), PATIENT)) {
            assertThatThrownBy(() -> copy(from, to))
                    .isInstanceOfSatisfying(
                            NbdErrorException.class,
                            e -> assertThat(e.errno()).isEqualTo(NbdErrno.EIO))
                    .hasMessageContaining("WRITE");
        }
    }

    /// 48 MiB at 32 MiB/s, all connections together.
    @Test
    void aServerWithARateIsNotHurried() throws Exception {
        Path socket = socket();
        Path source = random();
        try (PeerProcess _ =
                        nbdkit(
                                socket,
                                "--filter=rate",
                                "memory",
                                "size=" + SIZE,
                                "rate=256M",
                                "burstiness=0.2");
                BlockDevice from = RawFileBlockDevice.open(source, false);
                NbdBlockDevice to = NbdBlockDevice.connect(uri(socket), OPTIONS)) {
            long started = System.nanoTime();
            copy(from, to);
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isGreaterThan(Duration.ofMillis(900));
        }
    }

    /// Requests beyond the sizes it names are errors there.
    @Test
    void aServerThatIsParticularAboutBlocksIsServedWell() throws Exception {
        Path socket = socket();
        Path source = random();
        try (PeerProcess _ =
                        nbdkit(
                                socket,
                                "--filter=blocksize-policy",
                                "memory",
                                "size=" + SIZE,
                                "blocksize-minimum=4096",
                                "blocksize-preferred=64K",
                                "blocksize-maximum=128K",
                                "blocksize-error-policy=error");
                BlockDevice from = RawFileBlockDevice.open(source, false);
                NbdBlockDevice to = NbdBlockDevice.connect(uri(socket), OPTIONS)) {
            assertThat(to.terms().blockSizes()).isEqualTo(new BlockSizes(4096, 65_536, 131_072));
            copy(from, to);
            to.write(12_345, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            to.requests().cache(0, SIZE);
            ByteBuffer back = ByteBuffer.allocate(3);
            to.read(12_345, back);
            assertThat(back.array()).containsExactly(1, 2, 3);
        }
    }

    /// The log of what nbdkit was told.
    @Test
    void flagsArriveAsTheyAreMeant() throws Exception {
        Path socket = socket();
        Path log = folder.resolve("log");
        try (PeerProcess _ =
                        nbdkit(
                                socket,
                                "--filter=log",
                                "--filter=fua",
                                "memory",
                                "size=1M",
                                "fuamode=emulate",
                                "logfile=" + log);
                NbdBlockDevice device = NbdBlockDevice.connect(uri(socket), OPTIONS)) {
            device.requests().writeThrough(0, ByteBuffer.allocate(512));
            device.requests().zeroFast(512, 512);
            device.zero(1024, 512, io.sendense.engine.disk.block.ZeroMode.KEEP_ALLOCATED);
            device.requests().firstStatus(0, MIB);
        }
        assertThat(
                        Files.readString(log)
                                .lines()
                                .map(line -> line.replaceAll(".* Write ", "Write ")))
                .anyMatch(line -> line.contains("offset=0x0 count=0x200 fua=1"));
        assertThat(Files.readString(log))
                .containsPattern("Zero .*offset=0x200 count=0x200 trim=1 fua=0 fast=1")
                .containsPattern("Zero .*offset=0x400 count=0x200 trim=0 fua=0 fast=0")
                .containsPattern("Extents .*offset=0x0 count=0x100000 req_one=1");
    }
}
