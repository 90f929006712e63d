package io.sendense.engine.wire.qemu;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdUri;
import io.sendense.engine.wire.qemu.QemuNbdException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A `qemu-nbd` that serves one file for writing, ready and watched until it is closed.
/// Thread-safe.
///
/// - `--cache=writeback`: what a flush has confirmed is on stable storage, and nothing else needs
///   to be; `none` would ask for direct I/O, which not every file system of a repository has.
/// - `--aio=threads`: `native` needs direct I/O, `io_uring` is not in every build.
/// - `--shared`: as many connections as the client makes. The default of one leaves a second
///   connection waiting without a word.
/// - `--persistent`: a lost connection does not end it, so its end always is one nobody asked for.
public final class QemuNbd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QemuNbd.class);

    /// A pipe whose writer is gone ends at once, unless a child of it lives.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final ServedFile served;
    private final ChildRecord record;
    private final ChildRecords records;
    private final Process process;
    private final ErrorText printed;
    private final NbdUri uri;
    private final NbdBlockDevice connections;
    private final BlockDevice device;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<QemuNbdException> lost = new CompletableFuture<>();

    private QemuNbd(
            ServedFile served,
            ChildRecord record,
            ChildRecords records,
            Process process,
            ErrorText printed,
            NbdUri uri,
            NbdBlockDevice connections) {
        this.served = served;
        this.record = record;
        this.records = records;
        this.process = process;
        this.printed = printed;
        this.uri = uri;
        this.connections = connections;
        this.device = new ChildDevice(connections, this::ifEnded);
        CompletableFuture<Process> _ = process.onExit().whenComplete((_, _) -> tellIfEarly());
    }

    /// Starts a server and proves it ready: by a full handshake of every connection that shows the
    /// right size.
    ///
    /// @throws QemuNbdException it did not become ready in time, ended, or shows another size; no
    ///   process and no socket are left
    /// @throws IOException the file is not there, or the child cannot be written down
    public static QemuNbd start(
            QemuProgram program, ServedFile served, ChildRecords records, InstantSource clock)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(served.file())) {
            throw new NoSuchFileException(served.file().toString());
        }
        Path socket = SocketNames.unused(served.sockets());
        ChildRecord asked =
                new ChildRecord(
                        socket.getFileName().toString(),
                        program.file(),
                        socket,
                        served.file(),
                        clock.instant(),
                        OptionalLong.empty(),
                        Optional.empty());
        records.write(asked);
        Process process;
        try {
            process = ChildStart.start(command(program, served, socket), false);
        } catch (IOException e) {
            records.remove(asked);
            throw new QemuNbdException(
                    Reason.NOT_EXECUTABLE, program.file() + " cannot be executed", null, "", e);
        }
        try {
            ChildRecord started = asked.with(process.toHandle());
            records.write(started);
            ErrorText printed = ErrorText.of(process.getErrorStream(), "qemu-nbd " + process.pid());
            NbdUri uri = new NbdUri(new NbdEndpoint.UnixSocket(socket), served.exportName());
            LOG.info("qemu-nbd {} serves {} on {}", process.pid(), served.file(), uri);
            NbdBlockDevice device = new Readiness(process, printed, uri, served).await();
            return new QemuNbd(served, started, records, process, printed, uri, device);
        } catch (IOException | InterruptedException | RuntimeException e) {
            ChildEnd.kill(process);
            Files.deleteIfExists(socket);
            records.remove(asked);
            throw e;
        }
    }

    private void tellIfEarly() {
        if (!closing.get()) {
            QemuNbdException why = ended();
            LOG.warn("{}", why.getMessage());
            lost.complete(why);
        }
    }

    private static List<String> command(QemuProgram program, ServedFile served, Path socket) {
        return List.of(
                program.file().toString(),
                socketArgument(socket),
                "--export-name=" + served.exportName(),
                "--shared=" + served.connections(),
                "--persistent",
                "--format=qcow2",
                "--cache=writeback",
                "--aio=threads",
                "--discard=unmap",
                "--detect-zeroes=unmap",
                "--",
                served.file().toString());
    }

    static String socketArgument(Path socket) {
        return "--socket=" + socket;
    }

    /// Where it is reached, by whoever may enter the folder of the socket.
    public NbdUri uri() {
        return uri;
    }

    public long pid() {
        return process.pid();
    }

    /// How many connections are in use: the number that was asked for, or one where the server does
    /// not say that more are safe.
    public int connections() throws IOException {
        return connections.connections();
    }

    /// The disk, to be written. A call that fails because the process ended says so, and is of no
    /// use a second time. Its own `close` ends the connections only.
    public BlockDevice device() {
        return device;
    }

    /// Completed with the reason when the process ends before `close`; never otherwise.
    public CompletionStage<QemuNbdException> lost() {
        return lost.minimalCompletionStage();
    }

    private Optional<QemuNbdException> ifEnded() {
        // The system closes its sockets before it tells that it is gone.
        return ChildEnd.ended(process, LAST_WORDS) ? Optional.of(ended()) : Optional.empty();
    }

    private QemuNbdException ended() {
        return new QemuNbdException(
                Reason.ENDED,
                "qemu-nbd has ended while it served " + served.file(),
                new ExitStatus(process.exitValue()),
                printed.whole(LAST_WORDS),
                null);
    }

    /// Ends the connections and the process, and waits until it is gone: then the file is as the
    /// last flush and the process's own end left it. Repeatable. An interrupt does not disturb
    /// that.
    ///
    /// @throws QemuNbdException it had ended before (`ENDED`), or did not end well (`NOT_CLEAN`):
    ///   the file must not be trusted
    @Override
    public void close() throws IOException {
        if (closing.getAndSet(true)) {
            return;
        }
        boolean early = !process.isAlive();
        IOException disconnected = null;
        try {
            device.close();
        } catch (IOException e) {
            disconnected = e;
        }
        boolean asked = early || ChildEnd.end(process, served.endTime());
        Files.deleteIfExists(record.socket());
        records.remove(record);
        LOG.info("qemu-nbd {} is gone: {}", process.pid(), new ExitStatus(process.exitValue()));
        if (early) {
            throw ended();
        }
        ExitStatus exit = new ExitStatus(process.exitValue());
        if (!asked || !exit.success()) {
            throw new QemuNbdException(
                    Reason.NOT_CLEAN,
                    asked
                            ? "qemu-nbd did not end well"
                            : "qemu-nbd did not end within " + served.endTime(),
                    exit,
                    printed.whole(LAST_WORDS),
                    disconnected);
        }
        if (disconnected != null) {
            throw disconnected;
        }
    }
}
