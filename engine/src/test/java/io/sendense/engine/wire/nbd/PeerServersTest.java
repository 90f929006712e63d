package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceContract;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers nobody here wrote, with this project's client.
@Tag("peers")
@Timeout(120)
class PeerServersTest {
    private static final NbdClientOptions OPTIONS = NbdClientOptions.standard();
    private static final int MIB = 1 << 20;

    @TempDir Path folder;

    private Path socket() {
        return folder.resolve("peer");
    }

    private NbdUri uri(String export) {
        return new NbdUri(new NbdEndpoint.UnixSocket(socket()), export);
    }

    private PeerProcess nbdkit(String... arguments) throws Exception {
        return PeerProcess.serve(socket(), "nbdkit", nbdkitCommand(socket(), arguments));
    }

    private static String[] nbdkitCommand(Path socket, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("-f", "--exit-with-parent", "-U", socket.toString()));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /// The block device contract over somebody else's server.
    abstract static class OverPeer extends BlockDeviceContract {
        @TempDir Path folder;
        private PeerProcess peer;
        private BlockDevice device;

        abstract PeerProcess start(Path socket, long size) throws Exception;

        NbdClientOptions options() {
            return OPTIONS;
        }

        @Override
        protected BlockDevice create(long size) throws Exception {
            Path socket = folder.resolve("s");
            peer = start(socket, size);
            NbdUri uri = new NbdUri(new NbdEndpoint.UnixSocket(socket), "");
            device = NbdBlockDevice.connect(uri, options().withExpectedSize(size));
            return device;
        }

        /// Servers wait for their clients before they end.
        @AfterEach
        void stop() throws Exception {
            device.close();
            peer.close();
        }
    }

    @Nested
    class OverNbdkitMemory extends OverPeer {
        @Override
        PeerProcess start(Path socket, long size) throws Exception {
            return PeerProcess.serve(
                    socket, "nbdkit", nbdkitCommand(socket, "memory", "size=" + size));
        }

        @Override
        NbdClientOptions options() {
            return OPTIONS.withConnections(4);
        }
    }

    /// Whole blocks of 512 bytes, at most 8 KiB at once, errors for everything else.
    @Nested
    class OverNbdkitThatInsistsOnBlocks extends OverPeer {
        @Override
        PeerProcess start(Path socket, long size) throws Exception {
            return PeerProcess.serve(
                    socket,
                    "nbdkit",
                    nbdkitCommand(
                            socket,
                            "--filter=blocksize-policy",
                            "memory",
                            "size=" + size,
                            "blocksize-minimum=512",
                            "blocksize-preferred=4096",
                            "blocksize-maximum=8192",
                            "blocksize-error-policy=error"));
        }
    }

    /// No structured replies, no fixed newstyle: what servers of 2012 could do.
    @Nested
    class OverNbdkitOfOldManners extends OverPeer {
        @Override
        PeerProcess start(Path socket, long size) throws Exception {
            return PeerProcess.serve(
                    socket,
                    "nbdkit",
                    nbdkitCommand(
                            socket, "--no-sr", "--mask-handshake=0", "memory", "size=" + size));
        }
    }

    @Nested
    class OverQemuNbdRaw extends OverPeer {
        @Override
        PeerProcess start(Path socket, long size) throws Exception {
            Path image = folder.resolve("image.raw");
            try (RandomAccessFile raw = new RandomAccessFile(image.toFile(), "rw")) {
                raw.setLength(size);
            }
            return qemuNbd(socket, "raw", image);
        }

        @Override
        NbdClientOptions options() {
            return OPTIONS.withConnections(2);
        }
    }

    @Nested
    class OverQemuNbdQcow2 extends OverPeer {
        @Override
        PeerProcess start(Path socket, long size) throws Exception {
            Path image = folder.resolve("image.qcow2");
            PeerProcess.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "" + size);
            return qemuNbd(socket, "qcow2", image);
        }

        @AfterEach
        void check() throws Exception {
            stop();
            PeerProcess.run("qemu-img", "check", folder.resolve("image.qcow2").toString());
        }
    }

    private static PeerProcess qemuNbd(Path socket, String format, Path image) throws Exception {
        return PeerProcess.serve(
                socket,
                "qemu-nbd",
                "--persistent",
                "--shared=4",
                "--discard=unmap",
                "--socket=" + socket,
                "--format=" + format,
                image.toString());
    }

    @Test
    void seesTheHolesOfAQcow2() throws Exception {
        Path image = folder.resolve("i.qcow2");
        PeerProcess.run("qemu-img", "create", "-q", "-f", "qcow2", image.toString(), "1G");
        try (PeerProcess _ = qemuNbd(socket(), "qcow2", image);
                NbdBlockDevice device =
                        NbdBlockDevice.connect(uri(""), OPTIONS.withExpectedSize(1L << 30))) {
            device.write(512 * MIB, ByteBuffer.allocate(MIB).putLong(1).rewind());
            device.zero(600 * MIB, MIB, ZeroMode.KEEP_ALLOCATED);
            device.flush();
            long data = 0;
            long position = 0;
            for (var status : device.blockStatus(0, 1L << 30)) {
                assertThat(status.extent().offset()).isEqualTo(position);
                position = status.extent().end();
                if (status.allocation() == Allocation.DATA) {
                    data += status.extent().length();
                }
            }
            assertThat(position).isEqualTo(1L << 30);
            assertThat(data).isEqualTo(MIB);
        }
        PeerProcess.run("qemu-img", "check", image.toString());
    }

    /// A server that lets one client in at a time must not make this client wait for ever.
    @Test
    void asksAServerForOneClientForOneConnectionOnly() throws Exception {
        Path image = folder.resolve("i.raw");
        try (RandomAccessFile raw = new RandomAccessFile(image.toFile(), "rw")) {
            raw.setLength(MIB);
        }
        try (PeerProcess _ =
                        PeerProcess.serve(
                                socket(),
                                "qemu-nbd",
                                "--persistent",
                                "--shared=1",
                                "--socket=" + socket(),
                                "--format=raw",
                                image.toString());
                NbdBlockDevice device =
                        NbdBlockDevice.connect(uri(""), OPTIONS.withConnections(4))) {
            assertThat(device.connections()).isEqualTo(1);
            device.write(0, ByteBuffer.allocate(MIB));
            device.flush();
        }
    }

    @Test
    void saysWhichServerDoesNotKnowTheExport() throws Exception {
        Path image = folder.resolve("i.raw");
        Files.write(image, new byte[4096]);
        try (PeerProcess _ =
                PeerProcess.serve(
                        socket(),
                        "qemu-nbd",
                        "--persistent",
                        "--shared=0",
                        "--export-name=right",
                        "--socket=" + socket(),
                        "--format=raw",
                        "--read-only",
                        image.toString())) {
            assertThatThrownBy(() -> NbdBlockDevice.connect(uri("wrong"), OPTIONS).close())
                    .isInstanceOfSatisfying(
                            NbdRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(NbdRefusedException.Reason.UNKNOWN_EXPORT))
                    .hasMessageContaining("wrong");
            try (NbdBlockDevice device = NbdBlockDevice.connect(uri("right"), OPTIONS)) {
                assertThat(device.readOnly()).isTrue();
                assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(1)))
                        .isInstanceOf(ReadOnlyDeviceException.class);
            }
        }
    }

    @Test
    void refusesAServerOfTheOldstyle() throws Exception {
        try (PeerProcess _ = nbdkit("--oldstyle", "memory", "size=1M")) {
            assertThatThrownBy(() -> NbdBlockDevice.connect(uri(""), OPTIONS).close())
                    .isInstanceOf(NbdProtocolException.class)
                    .hasMessageContaining("oldstyle");
        }
    }

    @Test
    void refusesAnExportOfAnotherSize() throws Exception {
        try (PeerProcess _ = nbdkit("memory", "size=1M")) {
            assertThatThrownBy(() ->
                            NbdBlockDevice.connect(uri(""), OPTIONS.withExpectedSize(512)).close())
                    .isInstanceOf(NbdSizeMismatchException.class)
                    .hasMessageContainingAll("1048576", "512");
        }
    }

    @Test
    void passesOnInjectedErrorsAndLivesOn() throws Exception {
        Path trigger = folder.resolve("trigger");
        try (PeerProcess _ =
                        nbdkit(
                                "--filter=error",
                                "memory",
                                "size=1M",
                                "error=ENOSPC",
                                "error-rate=1",
                                "error-file=" + trigger);
                NbdBlockDevice device =
                        NbdBlockDevice.connect(uri(""), OPTIONS.withConnections(2))) {
            device.write(0, ByteBuffer.allocate(4096));
            Files.createFile(trigger);
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(4096)))
                        .isInstanceOfSatisfying(
                                NbdErrorException.class,
                                e -> assertThat(e.errno()).isEqualTo(NbdErrno.ENOSPC));
                assertThatThrownBy(() -> device.read(0, ByteBuffer.allocate(4096)))
                        .isInstanceOf(NbdErrorException.class);
            }
            Files.delete(trigger);
            device.read(0, ByteBuffer.allocate(4096));
        }
    }

    /// 12 requests of half a second each: one after the other they would take 6 s.
    @Test
    void keepsManyRequestsInFlight() throws Exception {
        try (PeerProcess _ = nbdkit("--filter=delay", "memory", "size=1M", "wdelay=500ms");
                NbdBlockDevice device = NbdBlockDevice.connect(uri(""), OPTIONS)) {
            long started = System.nanoTime();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> writes = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    long offset = 4096L * i;
                    writes.add(
                            callers.submit(() -> {
                                device.write(offset, ByteBuffer.allocate(4096));
                                return null;
                            }));
                }
                for (Future<?> write : writes) {
                    write.get();
                }
            }
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isBetween(Duration.ofMillis(500), Duration.ofMillis(3000));
        }
    }

    @Test
    void givesUpAServerThatDoesNotAnswerInTime() throws Exception {
        try (PeerProcess server = nbdkit("--filter=delay", "memory", "size=1M", "rdelay=30");
                NbdBlockDevice device =
                        NbdBlockDevice.connect(
                                uri(""), OPTIONS.withRequestTime(Duration.ofMillis(300)))) {
            assertThatThrownBy(() -> device.read(0, ByteBuffer.allocate(512)))
                    .isInstanceOf(NbdDisconnectedException.class)
                    .hasMessageContaining("no answer within 300 ms");
            server.kill();
        }
    }

    @Test
    void saysWhatHappenedWhenTheServerDies() throws Exception {
        try (PeerProcess server = nbdkit("--filter=delay", "memory", "size=1M", "rdelay=30");
                NbdBlockDevice device =
                        NbdBlockDevice.connect(uri(""), OPTIONS.withConnections(2));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> reads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                reads.add(
                        callers.submit(() -> {
                            device.read(0, ByteBuffer.allocate(512));
                            return null;
                        }));
            }
            Thread.sleep(200);
            server.kill();
            for (Future<?> read : reads) {
                assertThatThrownBy(read::get)
                        .cause()
                        .isInstanceOf(IOException.class)
                        .hasMessageContainingAll(uri("").toString(), "READ 0+512");
            }
        }
    }

    @Test
    void worksWithServersThatForbidSeveralConnections() throws Exception {
        try (PeerProcess _ =
                        nbdkit(
                                "--filter=multi-conn",
                                "memory",
                                "size=1M",
                                "multi-conn-mode=disable");
                NbdBlockDevice device =
                        NbdBlockDevice.connect(uri(""), OPTIONS.withConnections(4))) {
            assertThat(device.connections()).isEqualTo(1);
        }
    }

    @Test
    void zeroesWhereTheServerCannot() throws Exception {
        try (PeerProcess _ = nbdkit("--filter=nozero", "memory", "size=4M", "zeromode=none");
                NbdBlockDevice device = NbdBlockDevice.connect(uri(""), OPTIONS)) {
            assertThat(device.terms().flags().canWriteZeroes()).isFalse();
            byte[] ones = new byte[4 * MIB];
            java.util.Arrays.fill(ones, (byte) 1);
            device.write(0, ByteBuffer.wrap(ones));
            device.zero(1000, 3 * MIB, ZeroMode.MAY_DEALLOCATE);
            ByteBuffer back = ByteBuffer.allocate(4 * MIB);
            device.read(0, back);
            java.util.Arrays.fill(ones, 1000, 1000 + 3 * MIB, (byte) 0);
            assertThat(back.array()).isEqualTo(ones);
        }
    }
}
