package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the handshake offers, asked for by libnbd step by step; and copies with many requests over
/// many connections, onto our server and over it into QCOW2.
@Tag("peers")
@Timeout(120)
class PeerScriptsTest {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 16 * MIB;

    @TempDir Path folder;
    private NbdServer server;
    private final HookedDevice device = new HookedDevice(SIZE);

    @BeforeEach
    void listen() throws Exception {
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("nbd"));
        server = NbdServer.listen(endpoint, NbdLimits.standard());
        server.export("disk", device);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private void nbdsh(String script) throws Exception {
        String socket = folder.resolve("nbd").toString();
        String whole = "socket = '" + socket + "'\n" + script + "\nprint('all as expected')";
        assertThat(PeerProcess.run("nbdsh", "-c", whole)).contains("all as expected");
    }

    @Test
    void optionsAreAnsweredOneAfterTheOther() throws Exception {
        server.export(
                "blocks",
                new MemoryBlockDevice(MIB),
                NbdExportOptions.standard()
                        .withDescription("of 4 KiB")
                        .withMinimumBlockBytes(4096));
        nbdsh(
                """
                h.set_opt_mode(True)
                h.connect_unix(socket)
                assert h.get_protocol() == 'newstyle-fixed'
                assert h.get_structured_replies_negotiated()
                names = []
                assert h.opt_list(lambda name, text: names.append((name, text))) == 2
                assert names == [('blocks', 'of 4 KiB'), ('disk', '')], names
                contexts = []
                h.set_export_name('disk')
                h.opt_list_meta_context(lambda name: contexts.append(name))
                assert contexts == ['base:allocation'], contexts
                h.set_export_name('nothing')
                try:
                    h.opt_info()
                    assert False
                except nbd.Error as e:
                    assert e.errno == 'ENOENT', e.errno
                h.set_export_name('blocks')
                h.opt_info()
                assert h.get_size() == 1024 * 1024
                assert h.get_block_size(nbd.SIZE_MINIMUM) == 4096
                assert h.get_block_size(nbd.SIZE_PREFERRED) == 65536
                assert h.get_block_size(nbd.SIZE_MAXIMUM) == 32 * 1024 * 1024
                assert h.can_cache() and h.can_fua() and h.can_fast_zero()
                h.opt_go()
                h.set_strict_mode(0)
                h.pwrite(b'x' * 4096, 4096)
                try:
                    h.pwrite(b'x' * 512, 0)
                    assert False
                except nbd.Error as e:
                    assert e.errno == 'EINVAL', e.errno
                h.shutdown()
                """);
    }

    @Test
    void aClientMayAbortTheHaggling() throws Exception {
        nbdsh(
                """
                h.set_opt_mode(True)
                h.connect_unix(socket)
                h.opt_abort()
                assert h.aio_is_closed()
                """);
    }

    /// Without `NBD_FLAG_C_FIXED_NEWSTYLE` libnbd knows `NBD_OPT_EXPORT_NAME` only.
    @ParameterizedTest
    @CsvSource({"0", "nbd.HANDSHAKE_FLAG_NO_ZEROES"})
    void clientsOf2012AreServed(String flags) throws Exception {
        nbdsh(
                """
                h.set_handshake_flags(%s)
                h.set_export_name('disk')
                h.connect_unix(socket)
                assert h.get_protocol() == 'newstyle', h.get_protocol()
                assert not h.get_structured_replies_negotiated()
                assert h.get_size() == 16 * 1024 * 1024
                h.pwrite(b'abc', 10)
                assert h.pread(5, 9) == b'\\x00abc\\x00'
                h.flush()
                h.shutdown()
                """
                        .formatted(flags));
        assertThat(device.bytes(10, 3)).containsExactly('a', 'b', 'c');
    }

    @Test
    void clientsWithoutStructuredRepliesAreServed() throws Exception {
        nbdsh(
                """
                h.set_request_structured_replies(False)
                h.set_export_name('disk')
                h.connect_unix(socket)
                assert not h.get_structured_replies_negotiated() and not h.can_df()
                h.pwrite(b'a' * 100000, 0, nbd.CMD_FLAG_FUA)
                assert h.pread(100001, 0) == b'a' * 100000 + b'\\x00'
                h.cache(100000, 0)
                h.zero(50000, 0, nbd.CMD_FLAG_NO_HOLE | nbd.CMD_FLAG_FUA)
                assert h.pread(50001, 0) == b'\\x00' * 50000 + b'a'
                """);
    }

    @Test
    void oneStatusIsToldWhereOneIsWanted() throws Exception {
        device.write(MIB, ByteBuffer.allocate(MIB));
        nbdsh(
                """
                h.add_meta_context('base:allocation')
                h.set_export_name('disk')
                h.connect_unix(socket)
                found = []
                def extent(context, offset, entries, error):
                    assert context == 'base:allocation'
                    found.append((offset, entries))
                h.block_status(16 << 20, 0, extent, nbd.CMD_FLAG_REQ_ONE)
                h.block_status(2 << 20, 1 << 19, extent)
                assert found == [(0, [1 << 20, 3]),
                                 (1 << 19, [1 << 19, 3, 1 << 20, 0, 1 << 19, 3])], found
                """);
    }

    private Path random() throws Exception {
        byte[] bytes = new byte[SIZE];
        new Random(3).nextBytes(bytes);
        java.util.Arrays.fill(bytes, 5 * MIB, 9 * MIB, (byte) 0);
        Path file = folder.resolve("source");
        Files.write(file, bytes);
        return file;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 262144", "1, 64, 65536", "8, 64, 262144", "4, 16, 33554432", "16, 4, 4096"})
    void nbdcopyCopiesWithAnyNumberOfConnectionsAndRequests(
            int connections, int requests, int bytes) throws Exception {
        Path source = random();
        Path back = folder.resolve("back");
        String uri = server.uri("disk").toString();
        String[] how = {
            "--connections=" + connections, "--requests=" + requests, "--request-size=" + bytes
        };
        PeerProcess.run("nbdcopy", how[0], how[1], how[2], "--flush", source.toString(), uri);
        assertThat(device.bytes(0, SIZE)).isEqualTo(Files.readAllBytes(source));
        PeerProcess.run("nbdcopy", how[0], how[1], how[2], uri, back.toString());
        assertThat(Files.mismatch(source, back)).isEqualTo(-1);
    }

    @Test
    void nbdcopyWritesAQcow2ThroughOurServer() throws Exception {
        Path source = random();
        Path image = folder.resolve("image.qcow2");
        try (Qcow2Image qcow2 = Qcow2Image.create(image, Qcow2Options.ofSize(SIZE))) {
            server.export("qcow2", qcow2);
            String uri = server.uri("qcow2").toString();
            PeerProcess.run(
                    "nbdcopy",
                    "--flush",
                    "--connections=4",
                    "--requests=32",
                    source.toString(),
                    uri);
            server.withdraw("qcow2");
        }
        PeerProcess.run("qemu-img", "check", image.toString());
        PeerProcess.run(
                "qemu-img",
                "compare",
                "-f",
                "raw",
                "-F",
                "qcow2",
                source.toString(),
                image.toString());
    }

    /// Several jobs over a connection each, every block verified.
    @Test
    void fioVerifiesMixedWorkOfSeveralJobs() throws Exception {
        String output =
                PeerProcess.run(
                        "fio",
                        "--name=nbd",
                        "--ioengine=nbd",
                        "--uri=" + server.uri("disk"),
                        "--rw=randrw",
                        "--rwmixread=40",
                        "--bs=64k",
                        "--iodepth=16",
                        "--numjobs=3",
                        "--size=4m",
                        "--offset_increment=4m",
                        "--verify=sha256",
                        "--verify_fatal=1",
                        "--verify_state_save=0",
                        "--group_reporting");
        assertThat(output).contains("err= 0");
    }
}
