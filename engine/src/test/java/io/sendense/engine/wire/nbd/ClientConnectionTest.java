package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Connections that end, and callers that do.
class ClientConnectionTest extends AgainstScript {
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
