package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients nobody here wrote, against this project's server.
@Tag("peers")
@Timeout(120)
class PeerClientsTest {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 16 * MIB;

    @TempDir Path folder;
    private final HookedDevice device = new HookedDevice(SIZE);
    private NbdServer server;
    private String uri;

    @BeforeEach
    void listen() throws Exception {
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("nbd"));
        server = NbdServer.listen(endpoint, NbdLimits.standard());
        server.export("disk 2000", device);
        uri = server.uri("disk 2000").toString();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /// A sparse file with random data in a few places.
    private Path sparseFile() throws IOException {
        long seed = System.nanoTime();
        System.err.println("PeerClientsTest: seed " + seed);
        Random random = new Random(seed);
        Path file = folder.resolve("source.raw");
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(SIZE);
            for (int i = 0; i < 20; i++) {
                byte[] bytes = new byte[1 + random.nextInt(200_000)];
                random.nextBytes(bytes);
                raw.seek(random.nextInt(SIZE - bytes.length));
                raw.write(bytes);
            }
        }
        return file;
    }

    private byte[] content() {
        return device.bytes(0, SIZE);
    }

    @Test
    void nbdinfoShowsWhatTheServerOffers() throws Exception {
        server.export(
                "read only",
                new MemoryBlockDevice(4096),
                NbdExportOptions.standard()
                        .withAccess(NbdExportOptions.Access.READ_ONLY)
                        .withDescription("a small one"));
        String json = PeerProcess.run("nbdinfo", "--list", "--json", server.uri("").toString());
        assertThat(json.replaceAll("\\s+", ""))
                .contains(
                        "\"protocol\":\"newstyle-fixed\"",
                        "\"structured\":true",
                        "\"export-name\":\"disk2000\"",
                        "\"export-size\":16777216",
                        "\"export-name\":\"readonly\"",
                        "\"description\":\"asmallone\"",
                        "\"export-size\":4096",
                        "\"is_read_only\":true",
                        "\"can_multi_conn\":true",
                        "\"can_flush\":true",
                        "\"can_fua\":true",
                        "\"can_trim\":true",
                        "\"can_zero\":true",
                        "\"can_df\":true",
                        "\"can_fast_zero\":true",
                        "\"block_size_minimum\":1",
                        "\"block_size_preferred\":65536",
                        "\"block_size_maximum\":33554432",
                        "\"contexts\":[\"base:allocation\"]");
        assertThat(PeerProcess.run("nbdinfo", "--size", uri).strip()).isEqualTo("" + SIZE);
    }

    @Test
    void nbdinfoMapsWhatIsAllocated() throws Exception {
        device.write(MIB, ByteBuffer.allocate(3 * MIB));
        String map = PeerProcess.run("nbdinfo", "--map", uri);
        assertThat(map.strip().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "0 1048576 3 hole,zero",
                        "1048576 3145728 0 data",
                        "4194304 12582912 3 hole,zero");
    }

    @Test
    void nbdinfoIsToldOfAnUnknownExport() throws Exception {
        String words = PeerProcess.runExpecting(1, "nbdinfo", server.uri("none").toString());
        assertThat(words).contains("No such file or directory for export: none");
    }

    @Test
    void nbdcopyCopiesBothWays() throws Exception {
        Path source = sparseFile();
        PeerProcess.run("nbdcopy", "--flush", "--connections=4", source.toString(), uri);
        assertThat(content()).isEqualTo(Files.readAllBytes(source));
        assertThat(device.calls()).contains("flush 0+0");
        Path back = folder.resolve("back.raw");
        PeerProcess.run("nbdcopy", "--connections=4", uri, back.toString());
        assertThat(Files.mismatch(source, back)).isEqualTo(-1);
    }

    @Test
    void nbdcopyCopiesFromOneExportToAnother() throws Exception {
        Path source = sparseFile();
        device.write(0, ByteBuffer.wrap(Files.readAllBytes(source)));
        HookedDevice target = new HookedDevice(SIZE);
        target.write(0, ByteBuffer.wrap(filled(SIZE, 0xee)));
        server.export("target", target);
        PeerProcess.run("nbdcopy", "--request-size=65536", uri, server.uri("target").toString());
        assertThat(target.bytes(0, SIZE)).isEqualTo(content());
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void qemuImgConvertsBothWaysAndFindsNoDifference() throws Exception {
        String source = sparseFile().toString();
        PeerProcess.run("qemu-img", "convert", "-n", "-f", "raw", "-O", "raw", source, uri);
        assertThat(content()).isEqualTo(Files.readAllBytes(Path.of(source)));
        PeerProcess.run("qemu-img", "compare", "-f", "raw", "-F", "raw", source, uri);
        String qcow2 = folder.resolve("back.qcow2").toString();
        PeerProcess.run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", uri, qcow2);
        PeerProcess.run("qemu-img", "check", qcow2);
        PeerProcess.run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", source, qcow2);
        device.write(SIZE - 1, ByteBuffer.wrap(new byte[] {(byte) (content()[SIZE - 1] ^ 1)}));
        PeerProcess.runExpecting(1, "qemu-img", "compare", "-f", "raw", "-F", "raw", source, uri);
    }

    @Test
    void qemuImgSeesTheHoles() throws Exception {
        device.write(MIB, ByteBuffer.allocate(MIB));
        String json = PeerProcess.run("qemu-img", "map", "-f", "raw", "--output=json", uri);
        assertThat(json.lines().filter(line -> line.contains("\"data\": true")))
                .singleElement()
                .asString()
                .contains("\"start\": 1048576, \"length\": 1048576");
    }

    @Test
    void qemuIoReadsBackWhatItWroteZeroedAndTrimmed() throws Exception {
        String output =
                PeerProcess.run(
                        "qemu-io",
                        "-f",
                        "raw",
                        "-c",
                        "write -P 0xaa 1M 3M",
                        "-c",
                        "write -f -P 0xbb 512 1024",
                        "-c",
                        "write -z 2M 512k",
                        "-c",
                        "write -z -u 3M 512k",
                        "-c",
                        "discard 8M 1M",
                        "-c",
                        "flush",
                        "-c",
                        "read -P 0xaa 1M 1M",
                        "-c",
                        "read -P 0 2M 512k",
                        "-c",
                        "read -P 0 3M 512k",
                        "-c",
                        "read -P 0xaa 3584k 512k",
                        "-c",
                        "aio_write -P 1 5M 1M",
                        "-c",
                        "aio_write -P 2 6M 1M",
                        "-c",
                        "aio_flush",
                        "-c",
                        "read -P 1 5M 1M",
                        "-c",
                        "read -P 2 6M 1M",
                        uri);
        assertThat(output).doesNotContainIgnoringCase("failed");
        assertThat(device.calls())
                .contains(
                        "zero-keep 2097152+524288", "zero 3145728+524288", "trim 8388608+1048576");
        assertThat(device.bytes(512, 1024)).containsOnly(0xbb);
    }

    @Test
    void qemuIoIsToldThatAnExportIsReadOnly() throws Exception {
        server.export(
                "ro",
                device,
                NbdExportOptions.standard().withAccess(NbdExportOptions.Access.READ_ONLY));
        String ro = server.uri("ro").toString();
        PeerProcess.run("qemu-io", "-r", "-f", "raw", "-c", "read -P 0 0 1M", ro);
        PeerProcess.runExpecting(1, "qemu-io", "-f", "raw", "-c", "write 0 512", ro);
        assertThat(device.calls()).noneMatch(call -> call.startsWith("write"));
    }

    @Test
    void libnbdFindsEveryErrorWhereItExpectsIt() throws Exception {
        device.hook((call, offset, _) -> {
            if (call.equals("read") && offset == 4096) {
                throw new IOException("bad sector");
            }
        });
        device.write(0, ByteBuffer.wrap(filled(8192, 7)));
        String script =
                """
                import errno
                h.set_strict_mode(0)
                def fails(number, call):
                    try:
                        call()
                    except nbd.Error as e:
                        assert e.errnum == number, (e.errnum, str(e))
                        return
                    assert False, 'no error'
                size = h.get_size()
                fails(errno.EINVAL, lambda: h.pread(512, size))
                fails(errno.ENOSPC, lambda: h.pwrite(b'x' * 512, size - 511))
                fails(errno.ENOSPC, lambda: h.zero(512, size - 511))
                fails(errno.EINVAL, lambda: h.trim(512, size - 511))
                fails(errno.ENOTSUP, lambda: h.zero(512, 0, nbd.CMD_FLAG_FAST_ZERO))
                h.cache(512, 0)
                fails(errno.EINVAL, lambda: h.cache(512, size))
                fails(errno.EINVAL, lambda: h.pread(0, 0))
                fails(errno.EINVAL, lambda: h.trim(512, 0, nbd.CMD_FLAG_DF))
                fails(errno.EIO, lambda: h.pread(512, 4096))
                chunks = []
                def chunk(data, offset, kind, error):
                    chunks.append((len(data), offset, kind))
                h.pread_structured(131072, 0, chunk)
                assert chunks == [(65536, 0, nbd.READ_DATA), (65536, 65536, nbd.READ_HOLE)], chunks
                chunks.clear()
                h.pread_structured(131072, 0, chunk, nbd.CMD_FLAG_DF)
                assert chunks == [(131072, 0, nbd.READ_DATA)], chunks
                print('all as expected')
                """;
        assertThat(PeerProcess.run("nbdsh", "--base-allocation", "-u", uri, "-c", script))
                .contains("all as expected");
    }

    @Test
    void fioVerifiesWhatItWroteAtRandomWithManyRequestsInFlight() throws Exception {
        String output =
                PeerProcess.run(
                        "fio",
                        "--name=nbd",
                        "--ioengine=nbd",
                        "--uri=" + uri,
                        "--rw=randwrite",
                        "--bsrange=512-128k",
                        "--blockalign=512",
                        "--iodepth=32",
                        "--size=16m",
                        "--verify=crc32c",
                        "--verify_fatal=1",
                        "--verify_state_save=0");
        assertThat(output).contains("err= 0");
        assertThat(device.calls().size()).isGreaterThan(200);
    }

    @Test
    void nbdcopyWorksOverTcp() throws Exception {
        Path source = sparseFile();
        try (NbdServer tcp = NbdServer.listen(NbdEndpoint.Tcp.loopback(0), NbdLimits.standard())) {
            tcp.export("d", device);
            PeerProcess.run("nbdcopy", source.toString(), tcp.uri("d").toString());
        }
        assertThat(content()).isEqualTo(Files.readAllBytes(source));
    }
}
