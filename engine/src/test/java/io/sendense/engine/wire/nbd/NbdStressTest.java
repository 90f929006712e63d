package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many callers at once over few connections, small windows and a device that answers in no order.
@Timeout(120)
class NbdStressTest {
    private static final int STRIPE = 1 << 20;
    private static final int CALLERS = 8;

    @TempDir Path folder;

    @Test
    void everyCallerFindsInItsStripeWhatItLeftThere() throws Exception {
        long seed = System.nanoTime();
        HookedDevice device = new HookedDevice((long) STRIPE * (CALLERS + 1));
        device.hook((_, _, _) -> delay());
        NbdLimits limits =
                NbdLimits.standard()
                        .withFlow(new NbdLimits.Flow(64 << 10, 4, 256 << 10, 320 << 10, 3));
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        NbdClientOptions options = NbdClientOptions.standard().withConnections(3);
        try (NbdServer server = NbdServer.listen(endpoint, limits)) {
            server.export("disk", device);
            try (NbdBlockDevice client = NbdBlockDevice.connect(server.uri("disk"), options);
                    ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Void>> stripes = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    stripes.add(callers.submit(caller(client, i, seed + i)));
                }
                AtomicBoolean over = new AtomicBoolean();
                Future<Integer> vandal = callers.submit(() -> abandonCalls(client, over));
                for (Future<Void> stripe : stripes) {
                    stripe.get();
                }
                over.set(true);
                assertThat(vandal.get()).as("calls that were interrupted").isPositive();
                client.flush();
            }
        }
    }

    private static void delay() {
        if (ThreadLocalRandom.current().nextInt(8) == 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(2_000_000));
        }
    }

    private static Callable<Void> caller(NbdBlockDevice client, int stripe, long seed) {
        return () -> {
            Random random = new Random(seed);
            byte[] model = new byte[STRIPE];
            long base = (long) stripe * STRIPE;
            for (int step = 0; step < 150; step++) {
                int offset = random.nextInt(STRIPE);
                int length = 1 + random.nextInt(Math.min(STRIPE - offset, 200_000));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        client.zero(base + offset, length, ZeroMode.MAY_DEALLOCATE);
                        Arrays.fill(model, offset, offset + length, (byte) 0);
                    }
                    case 1 -> {
                        ByteBuffer target = buffer(random, length);
                        client.read(base + offset, target);
                        assertThat(target.flip())
                                .as("seed %d step %d", seed, step)
                                .isEqualTo(ByteBuffer.wrap(model, offset, length));
                    }
                    default -> {
                        byte[] bytes = new byte[length];
                        random.nextBytes(bytes);
                        System.arraycopy(bytes, 0, model, offset, length);
                        client.write(base + offset, buffer(random, length).put(bytes).flip());
                    }
                }
            }
            return null;
        };
    }

    private static ByteBuffer buffer(Random random, int length) {
        return random.nextBoolean()
                ? ByteBuffer.allocate(length)
                : ByteBuffer.allocateDirect(length);
    }

    /// Makes calls that are interrupted at some point of their way, in a stripe of their own;
    /// returns how many of them were. An interrupt must cost neither the connection nor anybody
    /// else's data.
    private static int abandonCalls(NbdBlockDevice client, AtomicBoolean over)
            throws IOException, InterruptedException {
        Thread self = Thread.currentThread();
        long base = (long) STRIPE * CALLERS;
        int abandoned = 0;
        while (!over.get()) {
            Thread alarm = Thread.startVirtualThread(() -> interruptSoon(self));
            try {
                client.write(base, ByteBuffer.allocate(150_000));
                client.read(base, ByteBuffer.allocate(150_000));
            } catch (InterruptedIOException _) {
                abandoned++;
            }
            Thread.interrupted();
            while (alarm.isAlive()) {
                LockSupport.parkNanos(10_000);
            }
            Thread.interrupted();
        }
        return abandoned;
    }

    private static void interruptSoon(Thread caller) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(3_000_000));
        caller.interrupt();
    }
}
