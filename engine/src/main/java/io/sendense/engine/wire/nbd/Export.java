package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A device under a name, the connections to it, and the threads that call it.
///
/// Each export has workers of its own, so that a slow device holds up nobody else's requests.
/// Thread-safe.
final class Export {

    /// Whether a connection may enter.
    enum Admission {
        ADMITTED,
        FULL,
        WITHDRAWN
    }

    private static final int PREFERRED_BLOCK_BYTES = 64 << 10;

    private final String name;
    private final BlockDevice device;
    private final NbdExportOptions options;
    private final NbdLimits limits;
    private final ThreadPoolExecutor workers;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<ServerConnection> connections = new HashSet<>();

    @GuardedBy("lock")
    private int requestsInFlight;

    @GuardedBy("lock")
    private boolean withdrawn;

    Export(String name, BlockDevice device, NbdExportOptions options, NbdLimits limits) {
        int bytes = OptionStrings.bytes(name).length;
        if (bytes > 256 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "an export name has up to 256 bytes and no NUL, this one has " + bytes);
        }
        this.name = name;
        this.device = device;
        this.options = options;
        this.limits = limits;
        int count = limits.flow().workersPerExport();
        this.workers =
                new ThreadPoolExecutor(
                        count,
                        count,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("nbd-export-" + name + "-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
    }

    String name() {
        return name;
    }

    BlockDevice device() {
        return device;
    }

    NbdExportOptions options() {
        return options;
    }

    long size() {
        return device.size();
    }

    boolean readOnly() {
        return device.readOnly() || options.access() == NbdExportOptions.Access.READ_ONLY;
    }

    /// The transmission flags. All connections share the one device, hence `CAN_MULTI_CONN`.
    int flags(boolean structuredReplies) {
        int flags =
                TransmissionFlags.HAS_FLAGS
                        | TransmissionFlags.SEND_FLUSH
                        | TransmissionFlags.SEND_FUA
                        | TransmissionFlags.CAN_MULTI_CONN;
        if (readOnly()) {
            flags |= TransmissionFlags.READ_ONLY;
        } else {
            flags |=
                    TransmissionFlags.SEND_TRIM
                            | TransmissionFlags.SEND_WRITE_ZEROES
                            | TransmissionFlags.SEND_FAST_ZERO;
        }
        return structuredReplies ? flags | TransmissionFlags.SEND_DF : flags;
    }

    /// The data of the `NBD_REP_INFO` answers for a client that wants these kinds of them. Size and
    /// block sizes are told to everybody.
    List<byte[]> information(List<Integer> wanted, boolean structuredReplies) {
        List<byte[]> answers = new ArrayList<>();
        answers.add(
                ByteBuffer.allocate(12)
                        .putShort((short) OptionReply.INFO_EXPORT)
                        .putLong(size())
                        .putShort((short) flags(structuredReplies))
                        .array());
        answers.add(
                ByteBuffer.allocate(14)
                        .putShort((short) OptionReply.INFO_BLOCK_SIZE)
                        .putInt(1)
                        .putInt(PREFERRED_BLOCK_BYTES)
                        .putInt(limits.flow().requestBytes())
                        .array());
        if (wanted.contains(OptionReply.INFO_NAME)) {
            answers.add(text(OptionReply.INFO_NAME, name));
        }
        if (wanted.contains(OptionReply.INFO_DESCRIPTION) && !options.description().isEmpty()) {
            answers.add(text(OptionReply.INFO_DESCRIPTION, options.description()));
        }
        return answers;
    }

    private static byte[] text(int kind, String text) {
        byte[] bytes = OptionStrings.bytes(text);
        return ByteBuffer.allocate(2 + bytes.length).putShort((short) kind).put(bytes).array();
    }

    Admission admit(ServerConnection connection) {
        synchronized (lock) {
            if (withdrawn) {
                return Admission.WITHDRAWN;
            }
            if (connections.size() >= limits.peers().connectionsPerExport()) {
                return Admission.FULL;
            }
            connections.add(connection);
            return Admission.ADMITTED;
        }
    }

    /// Gives the seat back, taken or not.
    void depart(ServerConnection connection) {
        synchronized (lock) {
            connections.remove(connection);
            lock.notifyAll();
        }
    }

    /// Counts a request in; false if the export takes no more of them.
    boolean begin() {
        synchronized (lock) {
            if (withdrawn) {
                return false;
            }
            requestsInFlight++;
            return true;
        }
    }

    /// Counts a request out: it has been answered.
    void end() {
        synchronized (lock) {
            requestsInFlight--;
            lock.notifyAll();
        }
    }

    /// Runs the work of a request that has begun.
    void execute(Runnable work) {
        workers.execute(work);
    }

    /// Takes no more requests, waits for those in flight to be answered, then closes the
    /// connections and waits for them to be gone.
    ///
    /// @throws IOException the device is still being called although the time to drain is over
    void withdraw() throws IOException, InterruptedException {
        long until = System.nanoTime() + limits.times().drain().toNanos();
        synchronized (lock) {
            withdrawn = true;
            while (requestsInFlight > 0 && remaining(until) > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, remaining(until));
            }
        }
        closeConnections();
        workers.shutdown();
        if (!workers.awaitTermination(Math.max(remaining(until), 1), TimeUnit.NANOSECONDS)) {
            throw new IOException(
                    "export '"
                            + name
                            + "': "
                            + workers.getActiveCount()
                            + " requests are still running after "
                            + limits.times().drain());
        }
        awaitDeparture();
    }

    private void closeConnections() {
        List<ServerConnection> open;
        synchronized (lock) {
            open = List.copyOf(connections);
        }
        open.forEach(ServerConnection::close);
    }

    /// Their threads have nothing left to wait for, so this takes no time worth speaking of.
    private void awaitDeparture() throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        synchronized (lock) {
            while (!connections.isEmpty() && remaining(until) > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, remaining(until));
            }
        }
    }

    private static long remaining(long until) {
        return until - System.nanoTime();
    }
}
