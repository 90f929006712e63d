package io.sendense.engine.api.control;

import io.sendense.engine.EngineListener;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// This side of a connection to an engine in another process: gives calls their numbers and brings
/// answers to them.
///
/// Thread-safe. Callers only put lines into a queue, so that an interrupt never meets the socket.
final class RemoteConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteConnection.class);

    /// How long what was sent before the connection broke may take to be read.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final LineChannel lines;
    private final ProgramVersion version;
    private final EngineHome home;
    private final ConflatingQueue<byte[]> outgoing = new ConflatingQueue<>(Protocol.MAX_WAITING);
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, RemoteCall> calls = new ConcurrentHashMap<>();
    private final Map<Long, RemoteSubscription> subscriptions = new ConcurrentHashMap<>();

    /// Why nothing more comes; null while the connection lives.
    private volatile @Nullable Problem gone;

    /// Takes over a connection on which both sides have greeted.
    RemoteConnection(LineChannel lines, ProgramVersion version, EngineHome home) {
        this.lines = lines;
        this.version = version;
        this.home = home;
        Thread reader = Thread.ofVirtual().name("engine-reader").start(this::read);
        Thread.ofVirtual().name("engine-writer").start(() -> write(reader));
    }

    private Problem unreachable(Cause cause) {
        return Problem.of(ProblemCode.ENGINE_ELSEWHERE_UNREACHABLE)
                .with("path", home.folder().toString())
                .because(cause);
    }

    /// Of the engine's program.
    ProgramVersion version() {
        return version;
    }

    /// Makes a call and waits for its result.
    JsonNode call(String name, Map<String, ?> arguments, Progress progress)
            throws EngineException, InterruptedException {
        return call(numbers.incrementAndGet(), name, arguments, progress);
    }

    RemoteSubscription subscribe(EngineListener listener)
            throws EngineException, InterruptedException {
        long id = numbers.incrementAndGet();
        return begin(id, "subscribe", new RemoteSubscription(listener, () -> unsubscribe(id)));
    }

    RemoteSubscription offerWindow(Runnable raise) throws EngineException, InterruptedException {
        long id = numbers.incrementAndGet();
        return begin(id, "offerWindow", RemoteSubscription.ofWindow(raise, () -> unsubscribe(id)));
    }

    private RemoteSubscription begin(long id, String name, RemoteSubscription subscription)
            throws EngineException, InterruptedException {
        // It stands ready before the engine can send the first line for it.
        subscriptions.put(id, subscription);
        boolean subscribed = false;
        try {
            call(id, name, Map.of(), Progress.NONE);
            subscribed = true;
            return subscription;
        } finally {
            if (!subscribed) {
                subscription.close();
            }
        }
    }

    private JsonNode call(long id, String name, Map<String, ?> arguments, Progress progress)
            throws EngineException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        RemoteCall call = new RemoteCall(unreachable(Cause.of(CauseCode.ENGINE_STOPPED_CALL)));
        calls.put(id, call);
        try {
            send(id, name, arguments);
            Problem lost = gone;
            if (lost != null) {
                call.lose(lost);
            }
            return call.await(progress, () -> cancel(id));
        } finally {
            calls.remove(id);
        }
    }

    private void unsubscribe(long id) {
        subscriptions.remove(id);
        cancel(id);
    }

    private void cancel(long id) {
        outgoing.add(ControlJson.bytes(Map.of("cancel", id)));
    }

    private void send(long id, String name, Map<String, ?> arguments) throws EngineException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", id);
        line.put("call", name);
        line.put("arguments", arguments);
        byte[] bytes = ControlJson.bytes(line);
        if (bytes.length > Protocol.MAX_REQUEST_BYTES || !outgoing.add(bytes)) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .because(Cause.of(CauseCode.CALL_TOO_LARGE))
                    .toException();
        }
    }

    private void write(Thread reader) {
        try {
            for (var line = outgoing.take(); line != null; line = outgoing.take()) {
                lines.writeLine(line);
            }
        } catch (IOException e) {
            awaitLastWords(reader);
            lose(Cause.of(CauseCode.ENGINE_CONNECTION_BROKE).because(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lines.close();
        }
    }

    /// Who can no longer be written to may have said why before it went: that is the better reason.
    private static void awaitLastWords(Thread reader) {
        try {
            reader.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            for (byte[] line = lines.readLine(); line != null; line = lines.readLine()) {
                deliver(ControlJson.object(line));
            }
            lose(Cause.of(CauseCode.ENGINE_ENDED));
        } catch (IOException e) {
            lose(Cause.of(CauseCode.ENGINE_CONNECTION_BROKE).because(e));
        } catch (IllegalArgumentException e) {
            LOG.error("the engine's socket sends what is not understood", e);
            lose(said(CauseCode.ENGINE_NOT_UNDERSTOOD, String.valueOf(e.getMessage())));
        }
    }

    private void deliver(JsonNode line) {
        if (line.has("bye")) {
            lose(Protocol.farewell(line.path("bye")));
            return;
        }
        long id = line.path("id").asLong(-1);
        RemoteSubscription subscription = subscriptions.get(id);
        if (subscription != null && !subscription.deliver(line)) {
            lose(Cause.of(CauseCode.LISTENER_TOO_SLOW).withCount("most", Protocol.MAX_WAITING));
        }
        RemoteCall call = calls.get(id);
        boolean answer =
                line.has("result")
                        || line.has("problem")
                        || line.has("progress")
                        || line.has("interrupted");
        if (call != null && answer) {
            call.deliver(line);
        }
    }

    private static Cause said(CauseCode code, String words) {
        return Cause.of(code).with("detail", words);
    }

    /// Ends everything that waits for this connection; the first reason counts.
    private void lose(Cause cause) {
        Problem problem;
        synchronized (this) {
            if (gone == null) {
                gone = unreachable(cause);
            }
            problem = gone;
        }
        outgoing.close();
        lines.close();
        calls.values().forEach(call -> call.lose(problem));
        subscriptions.values().forEach(RemoteSubscription::disconnect);
    }

    /// Leaves. Repeatable.
    @Override
    public void close() {
        lose(Cause.of(CauseCode.ENGINE_LEFT));
    }
}
