package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The client's side of the transmission phase, with servers that answer well, badly or not at all.
@Timeout(60)
class ClientTransmissionTest {
    private static final int SIZE = 1 << 20;
    private static final int DONE = 1;
    private static final int DATA = 1;
    private static final int HOLE = 2;
    private static final NbdClientOptions OPTIONS = NbdClientOptions.standard();

    @TempDir Path folder;

    private interface Use {
        void with(NbdBlockDevice device) throws Exception;
    }

    /// Enters, then does as the script says.
    private void against(ScriptedServer.Script script, Use use) throws Exception {
        against(script, OPTIONS, ScriptedServer.ALL, use);
    }

    private void against(ScriptedServer.Script script, NbdClientOptions options, int flags, Use use)
            throws Exception {
        ScriptedServer.Script whole =
                peer -> {
                    peer.enter(SIZE, flags);
                    script.serve(peer);
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, whole);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), options)) {
            use.with(device);
        }
    }

    private static byte[] number(long value, int bytes) {
        byte[] all = ByteBuffer.allocate(8).putLong(value).array();
        return Arrays.copyOfRange(all, 8 - bytes, 8);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void givesRepliesToThoseTheyBelongToInWhateverOrderTheyCome() throws Exception {
        int count = 50;
        against(
                peer -> {
                    List<Request> requests = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        requests.add(peer.request());
                    }
                    for (Request request : requests.reversed()) {
                        byte[] data = filled(100, (int) (request.offset() / 100));
                        byte[] offset = number(request.offset(), 8);
                        peer.chunk(DONE, DATA, request.cookie(), offset, data);
                    }
                },
                device -> {
                    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                        List<Future<byte[]>> results = new ArrayList<>();
                        for (int i = 0; i < count; i++) {
                            int index = i;
                            results.add(callers.submit(() -> read(device, 100 * index, 100)));
                        }
                        for (int i = 0; i < count; i++) {
                            assertThat(results.get(i).get()).containsOnly(i);
                        }
                    }
                });
    }

    private static byte[] read(NbdBlockDevice device, long offset, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        device.read(offset, target);
        return target.array();
    }

    @Test
    void putsAReadTogetherFromScatteredPieces() throws Exception {
        against(
                peer -> {
                    long cookie = peer.request().cookie();
                    peer.chunk(0, DATA, cookie, number(30, 8), filled(10, 3));
                    peer.chunk(0, HOLE, cookie, number(20, 8), number(10, 4));
                    peer.chunk(0, DATA, cookie, number(10, 8), filled(10, 1));
                    peer.chunk(DONE, 0, cookie);
                },
                device -> {
                    ByteBuffer target = ByteBuffer.wrap(filled(50, 9)).position(10).limit(40);
                    device.read(10, target);
                    byte[] expected = filled(50, 9);
                    Arrays.fill(expected, 10, 20, (byte) 1);
                    Arrays.fill(expected, 20, 30, (byte) 0);
                    Arrays.fill(expected, 30, 40, (byte) 3);
                    assertThat(target.array()).isEqualTo(expected);
                });
    }

    /// A read of 100 bytes at 1000 fails, with these words, and the connection with it.
    private void breaksOver(String words, ScriptedServer.Script script) throws Exception {
        against(
                script,
                device -> {
                    assertThatThrownBy(() -> read(device, 1000, 100))
                            .isInstanceOf(NbdDisconnectedException.class)
                            .hasMessageContaining("disk")
                            .hasMessageContaining(words);
                    assertThatThrownBy(device::flush)
                            .isInstanceOf(NbdDisconnectedException.class)
                            .hasMessageContaining("cannot be sent");
                });
    }

    @Test
    void givesUpAServerThatBreaksTheRulesOfReplies() throws Exception {
        breaksOver(
                "begins with 0x0",
                peer -> {
                    peer.out().write(new byte[16]);
                    peer.out().flush();
                });
        breaksOver("which nobody sent", peer -> peer.simple(0, peer.request().cookie() + 1));
        breaksOver(
                "a simple reply to READ 1000+100", peer -> peer.simple(0, peer.request().cookie()));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE,
                                DATA,
                                peer.request().cookie(),
                                number(999, 8),
                                new byte[100]));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE,
                                DATA,
                                peer.request().cookie(),
                                number(1000, 8),
                                new byte[101]));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE,
                                HOLE,
                                peer.request().cookie(),
                                number(1000, 8),
                                number(-1, 4)));
        breaksOver(
                "not within the read 1000+100",
                peer ->
                        peer.chunk(
                                DONE, HOLE, peer.request().cookie(), number(-1, 8), number(1, 4)));
        breaksOver(
                "overlaps",
                peer -> {
                    long cookie = peer.request().cookie();
                    peer.chunk(0, DATA, cookie, number(1000, 8), new byte[50]);
                    peer.chunk(DONE, DATA, cookie, number(1049, 8), new byte[51]);
                });
        breaksOver(
                "only 50 came",
                peer ->
                        peer.chunk(
                                DONE,
                                DATA,
                                peer.request().cookie(),
                                number(1000, 8),
                                new byte[50]));
        breaksOver("only 0 came", peer -> peer.chunk(DONE, 0, peer.request().cookie()));
        breaksOver("empty chunk", peer -> peer.chunk(0, 0, peer.request().cookie()));
        breaksOver("type 77", peer -> peer.chunk(DONE, 77, peer.request().cookie()));
        breaksOver("type 5", peer -> peer.chunk(DONE, 5, peer.request().cookie(), new byte[12]));
        breaksOver(
                "error chunk of 5 bytes",
                peer -> peer.chunk(DONE, 0x8001, peer.request().cookie(), new byte[5]));
        breaksOver(
                "error text of 7 bytes",
                peer ->
                        peer.chunk(
                                DONE,
                                0x8001,
                                peer.request().cookie(),
                                number(5, 4),
                                number(7, 2),
                                new byte[6]));
        breaksOver(
                "closed the connection",
                peer -> {
                    peer.request();
                    throw new IOException("gone");
                });
    }

    @Test
    void passesOnErrorsWithTheServersWordsAndLivesOn() throws Exception {
        against(
                peer -> {
                    long cookie = peer.request().cookie();
                    peer.chunk(0, DATA, cookie, number(0, 8), new byte[10]);
                    peer.chunk(
                            0,
                            0x8002,
                            cookie,
                            number(5, 4),
                            number(4, 2),
                            "ouch".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            number(9, 8));
                    peer.chunk(DONE, DATA, cookie, number(10, 8), new byte[90]);
                    peer.simple(28, takeWrite(peer).cookie());
                    peer.chunk(DONE, 0x8fff, peer.request().cookie(), number(75, 4), number(0, 2));
                    peer.simple(0, peer.request().cookie());
                },
                device -> {
                    assertThatThrownBy(() -> read(device, 0, 100))
                            .isInstanceOfSatisfying(
                                    NbdErrorException.class,
                                    e -> {
                                        assertThat(e.errno()).isEqualTo(NbdErrno.EIO);
                                        assertThat(e)
                                                .hasMessageContainingAll(
                                                        "ouch", "READ 0+100", "disk");
                                    });
                    assertThatThrownBy(() -> device.write(5, ByteBuffer.allocate(7)))
                            .isInstanceOfSatisfying(
                                    NbdErrorException.class,
                                    e -> assertThat(e.errno()).isEqualTo(NbdErrno.ENOSPC))
                            .hasMessageContaining("WRITE 5+7");
                    assertThatThrownBy(device::flush)
                            .isInstanceOfSatisfying(
                                    NbdErrorException.class,
                                    e -> assertThat(e.code()).isEqualTo(75));
                    device.flush();
                });
    }

    private static Request takeWrite(ScriptedServer.Peer peer) throws IOException {
        Request write = peer.request();
        assertThat(write.code()).isEqualTo(1);
        peer.in().skipNBytes(write.length());
        return write;
    }

    @Test
    void sendsNothingMoreWhenTheServerShutsDown() throws Exception {
        against(
                peer -> {
                    peer.simple(108, peer.request().cookie());
                    assertThat(peer.request().code()).isEqualTo(Command.DISC.code());
                },
                device -> {
                    assertThatThrownBy(device::flush)
                            .isInstanceOfSatisfying(
                                    NbdErrorException.class,
                                    e -> assertThat(e.errno()).isEqualTo(NbdErrno.ESHUTDOWN));
                    assertThatThrownBy(() -> read(device, 0, 1))
                            .isInstanceOf(NbdDisconnectedException.class)
                            .hasMessageContaining("ESHUTDOWN");
                });
    }

    @Test
    void failsEverythingInFlightWhenTheConnectionBreaks() throws Exception {
        CountDownLatch all = new CountDownLatch(10);
        against(
                peer -> {
                    for (int i = 0; i < 10; i++) {
                        takeWrite(peer);
                        all.countDown();
                    }
                    throw new IOException("gone");
                },
                device -> {
                    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                        List<Future<?>> writes = new ArrayList<>();
                        for (int i = 0; i < 10; i++) {
                            long offset = 512L * i;
                            writes.add(
                                    callers.submit(() -> {
                                        device.write(offset, ByteBuffer.allocate(512));
                                        return null;
                                    }));
                        }
                        for (Future<?> write : writes) {
                            assertThatThrownBy(write::get)
                                    .cause()
                                    .isInstanceOf(NbdDisconnectedException.class)
                                    .hasMessageContainingAll("disk", "WRITE", "closed");
                        }
                    }
                });
        assertThat(all.getCount()).isZero();
    }

    @Test
    void costsTheConnectionWhenARequestHasNoAnswerInTime() throws Exception {
        against(
                peer -> {},
                OPTIONS.withRequestTime(Duration.ofMillis(200)),
                ScriptedServer.ALL,
                device -> {
                    assertThatThrownBy(() -> read(device, 0, 512))
                            .isInstanceOf(NbdDisconnectedException.class)
                            .hasMessageContaining("no answer within 200 ms");
                    assertThatThrownBy(() -> read(device, 0, 512))
                            .isInstanceOf(NbdDisconnectedException.class)
                            .hasMessageContaining("cannot be sent");
                });
    }

    @Test
    void letsAnInterruptedCallerGoAndServesTheOthersOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        against(
                peer -> {
                    Request abandoned = peer.request();
                    asked.countDown();
                    await(left);
                    Request flush = peer.request();
                    byte[] data = filled(512, 7);
                    peer.chunk(DONE, DATA, abandoned.cookie(), number(abandoned.offset(), 8), data);
                    peer.simple(0, flush.cookie());
                },
                device -> {
                    ByteBuffer target = ByteBuffer.allocate(512);
                    Thread caller =
                            Thread.ofPlatform().start(() -> readUntilInterrupted(device, target));
                    asked.await();
                    caller.interrupt();
                    assertThat(caller.join(Duration.ofSeconds(1))).isTrue();
                    left.countDown();
                    device.flush();
                    assertThat(target.array()).as("buffer of the caller that left").containsOnly(0);
                });
    }

    private static void readUntilInterrupted(NbdBlockDevice device, ByteBuffer target) {
        assertThatThrownBy(() -> device.read(0, target))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining("READ 0+512");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void carriesOnWithTheConnectionsThatAreLeft() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        against(
                peer -> {
                    while (true) {
                        Request request = peer.request();
                        if (first.getCount() == 1) {
                            first.countDown();
                            throw new IOException("gone");
                        }
                        if (request.code() == Command.DISC.code()) {
                            return;
                        }
                        peer.simple(0, request.cookie());
                    }
                },
                OPTIONS.withConnections(3),
                ScriptedServer.ALL,
                device -> {
                    assertThatThrownBy(device::flush).isInstanceOf(NbdDisconnectedException.class);
                    for (int i = 0; i < 10; i++) {
                        device.zero(0, 512, ZeroMode.MAY_DEALLOCATE);
                    }
                });
    }

    @Test
    void cutsCallsToWhatTheServerTakesAtOnce() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        against(
                peer -> {
                    while (true) {
                        Request request = peer.request();
                        if (request.code() == Command.DISC.code()) {
                            return;
                        }
                        requests.add(request.toString());
                        peer.in().skipNBytes(request.code() == 1 ? request.length() : 0);
                        peer.simple(0, request.cookie());
                    }
                },
                OPTIONS.withMaxPayloadBytes(4096),
                ScriptedServer.ALL,
                device -> {
                    ByteBuffer source = ByteBuffer.allocate(10_000);
                    device.write(100, source);
                    assertThat(source.hasRemaining()).isFalse();
                    device.zero(0, SIZE, ZeroMode.KEEP_ALLOCATED);
                    device.trim(1, 10_000);
                });
        assertThat(requests)
                .containsExactly(
                        "WRITE 100+4096",
                        "WRITE 4196+4096",
                        "WRITE 8292+1808",
                        "WRITE_ZEROES 0+1048576",
                        "TRIM 1+10000");
    }

    @Test
    void makesDoWithoutWhatTheServerDoesNotOffer() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        against(
                peer -> {
                    while (true) {
                        Request request = peer.request();
                        if (request.code() == Command.DISC.code()) {
                            return;
                        }
                        byte[] payload = peer.in().readNBytes((int) request.length());
                        assertThat(payload).containsOnly(0);
                        requests.add(request.toString());
                        peer.simple(0, request.cookie());
                    }
                },
                OPTIONS,
                1,
                device -> {
                    device.trim(0, 512);
                    device.zero(0, 512, ZeroMode.MAY_DEALLOCATE);
                    assertThatThrownBy(device::flush).hasMessageContaining("cannot flush");
                });
        assertThat(requests).containsExactly("WRITE 0+512");
    }

    @Test
    void refusesToWriteAReadOnlyExportItself() throws Exception {
        against(
                peer -> assertThat(peer.request().code()).isEqualTo(Command.DISC.code()),
                OPTIONS,
                ScriptedServer.ALL | ScriptedServer.READ_ONLY,
                device -> {
                    assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(1)))
                            .isInstanceOf(ReadOnlyDeviceException.class);
                    assertThatThrownBy(() -> device.trim(0, 1))
                            .isInstanceOf(ReadOnlyDeviceException.class);
                    device.flush();
                });
    }

    @Test
    void asksOnUntilTheServerHasToldAllOfARange() throws Exception {
        against(
                peer -> {
                    Request first = peer.request();
                    assertThat(first.toString()).isEqualTo("BLOCK_STATUS 512+1048064");
                    peer.chunk(
                            DONE,
                            5,
                            first.cookie(),
                            number(5, 4),
                            number(512, 4),
                            number(3, 4),
                            number(512, 4),
                            number(2, 4));
                    Request second = peer.request();
                    assertThat(second.toString()).isEqualTo("BLOCK_STATUS 1536+1047040");
                    peer.chunk(
                            DONE,
                            5,
                            second.cookie(),
                            number(5, 4),
                            number(1, 4),
                            number(1, 4),
                            number(1 << 30, 4),
                            number(0, 4));
                },
                device ->
                        assertThat(device.blockStatus(512, SIZE - 512))
                                .containsExactly(
                                        status(512, 512, Allocation.HOLE),
                                        status(1024, 512, Allocation.ZERO),
                                        status(1536, 1, Allocation.DATA),
                                        status(1537, SIZE - 1537, Allocation.DATA)));
    }

    private static BlockStatus status(long offset, long length, Allocation allocation) {
        return new BlockStatus(new Extent(offset, length), allocation);
    }

    @Test
    void givesUpAServerThatTellsNonsenseAboutARange() throws Exception {
        byte[][] nonsense = {
            join(number(6, 4), number(512, 4), number(0, 4)),
            join(number(5, 4), number(0, 4), number(0, 4)),
            join(number(5, 4), number(SIZE, 4), number(0, 4), number(1, 4), number(0, 4)),
            number(5, 4),
        };
        for (byte[] payload : nonsense) {
            against(
                    peer -> peer.chunk(DONE, 5, peer.request().cookie(), payload),
                    device ->
                            assertThatThrownBy(() -> device.blockStatus(0, SIZE))
                                    .isInstanceOf(NbdDisconnectedException.class));
        }
    }

    private static byte[] join(byte[]... parts) {
        var joined = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    @Test
    void failsCallsInFlightWhenItIsClosed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        against(
                peer -> {
                    peer.request();
                    asked.countDown();
                },
                device -> {
                    Thread caller =
                            Thread.ofVirtual()
                                    .start(() ->
                                            assertThatThrownBy(() -> read(device, 0, 1))
                                                    .hasMessageContaining("the device was closed"));
                    asked.await();
                    device.close();
                    caller.join();
                    assertThatThrownBy(() -> read(device, 0, 1)).hasMessageContaining("closed");
                });
    }
}
