package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Measures what goes through client, socket and server: a program to be run by hand, not a test.
///
/// Arguments, all optional: `unix` or `tcp`, bytes per request, requests in flight, connections,
/// `heap` or `direct`, `null` or `memory`, seconds.
final class ThroughputProgram {
    private static final long DEVICE_BYTES = 256L << 20;

    private ThroughputProgram() {}

    public static void main(String[] args) throws Exception {
        boolean unix = !argument(args, 0, "unix").equals("tcp");
        int requestBytes = Integer.parseInt(argument(args, 1, "1048576"));
        int inFlight = Integer.parseInt(argument(args, 2, "8"));
        int connections = Integer.parseInt(argument(args, 3, "1"));
        boolean heap = argument(args, 4, "direct").equals("heap");
        boolean memory = argument(args, 5, "null").equals("memory");
        int seconds = Integer.parseInt(argument(args, 6, "5"));
        Path folder = Files.createTempDirectory("nbd");
        NbdEndpoint endpoint =
                unix
                        ? new NbdEndpoint.UnixSocket(folder.resolve("s"))
                        : NbdEndpoint.Tcp.loopback(0);
        BlockDevice target =
                memory ? new MemoryBlockDevice(DEVICE_BYTES) : new NullDevice(DEVICE_BYTES);
        try (NbdServer server = NbdServer.listen(endpoint, NbdLimits.standard())) {
            server.export("disk", target);
            NbdClientOptions options = NbdClientOptions.standard().withConnections(connections);
            try (NbdBlockDevice device = NbdBlockDevice.connect(server.uri("disk"), options)) {
                for (int round = 0; round < 3; round++) {
                    String writes = measure(device::write, requestBytes, inFlight, heap, seconds);
                    String reads = measure(device::read, requestBytes, inFlight, heap, seconds);
                    System.out.println(
                            String.join(" ", args) + ": write " + writes + ", read " + reads);
                }
            }
        }
        Files.delete(folder);
    }

    private interface Operation {
        void run(long offset, ByteBuffer buffer) throws IOException;
    }

    /// Rate, and processor time of both sides together: the second number also tells something on a
    /// machine that is busy with other things.
    private static String measure(
            Operation operation, int requestBytes, int inFlight, boolean heap, int seconds)
            throws InterruptedException {
        AtomicLong next = new AtomicLong();
        Duration processorBefore = processorTime();
        long started = System.nanoTime();
        long until = started + seconds * 1_000_000_000L;
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            callers.add(
                    Thread.startVirtualThread(
                            () -> call(operation, requestBytes, heap, next, until)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        double wallSeconds = (System.nanoTime() - started) / 1e9;
        double processorSeconds = processorTime().minus(processorBefore).toNanos() / 1e9;
        double mebibytes = next.get() * (double) requestBytes / (1 << 20);
        return String.format(
                "%.0f MiB/s (%.3f s of processor per GiB)",
                mebibytes / wallSeconds, processorSeconds * 1024 / mebibytes);
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void call(
            Operation operation, int requestBytes, boolean heap, AtomicLong next, long until) {
        ByteBuffer buffer =
                heap ? ByteBuffer.allocate(requestBytes) : ByteBuffer.allocateDirect(requestBytes);
        try {
            while (System.nanoTime() < until) {
                long slot = next.getAndIncrement() % (DEVICE_BYTES / requestBytes);
                operation.run(slot * requestBytes, buffer.clear());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index ? args[index] : otherwise;
    }
}
