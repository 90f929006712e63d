package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import io.sendense.engine.disk.block.ZeroMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The client's side of the transmission phase, with servers that answer well.
class ClientTransmissionTest extends AgainstScript {
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
}
