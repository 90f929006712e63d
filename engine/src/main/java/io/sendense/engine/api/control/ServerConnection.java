package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// One client of the engine. Its calls run on threads of their own; when it goes, they are
/// interrupted and its subscriptions end. Runs it started go on.
///
/// Thread-safe.
final class ServerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final Engine engine;
    private final Windows windows;
    private final EngineCalls calls;
    private final LineChannel lines;
    private final Outbox outbox;
    private final Map<Long, Thread> active = new ConcurrentHashMap<>();
    private final Map<Long, Engine.Subscription> subscriptions = new ConcurrentHashMap<>();
    private volatile boolean greeted;
    private volatile boolean gone;

    /// @param windows of the consoles on this engine
    ServerConnection(Engine engine, Windows windows, LineChannel lines) {
        this.engine = engine;
        this.windows = windows;
        this.calls = new EngineCalls(engine);
        this.lines = lines;
        this.outbox = new Outbox(lines);
    }

    /// Serves the client until it goes or is sent away.
    void serve() {
        Thread.ofVirtual().name("control-greeting").start(this::requireGreeting);
        try {
            outbox.greet(engine.version());
            if (greet()) {
                for (byte[] line = lines.readLine(); line != null; line = lines.readLine()) {
                    take(ControlJson.object(line));
                }
            }
        } catch (LineChannel.LineTooLongException | IllegalArgumentException e) {
            sendAway(
                    Cause.of(CauseCode.PROTOCOL_ERROR)
                            .with("detail", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            LOG.debug("a client of the control socket vanished", e);
        } finally {
            release();
        }
    }

    private void requireGreeting() {
        try {
            Thread.sleep(Protocol.GREETING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!greeted) {
            lines.close();
        }
    }

    private boolean greet() throws IOException {
        byte[] line = lines.readLine();
        if (line == null) {
            return false;
        }
        ProgramVersion client = Protocol.greeting(ControlJson.object(line));
        greeted = true;
        if (!client.equals(engine.version())) {
            // The client reads our version in our greeting and says so itself.
            sendAway(
                    Cause.of(CauseCode.ENGINE_OF_OTHER_VERSION)
                            .with("version", Protocol.describe(engine.version())));
            return false;
        }
        return true;
    }

    private void take(JsonNode line) {
        if (line.path("cancel").isIntegralNumber()) {
            cancel(line.path("cancel").asLong());
            return;
        }
        JsonNode id = line.path("id");
        JsonNode call = line.path("call");
        JsonNode arguments = line.path("arguments");
        if (!id.isIntegralNumber() || !call.isString() || !arguments.isObject()) {
            throw new IllegalArgumentException("a line is neither a call nor a cancel");
        }
        begin(id.asLong(), call.stringValue(), arguments);
    }

    private void begin(long id, String call, JsonNode arguments) {
        if (active.containsKey(id) || subscriptions.containsKey(id)) {
            throw new IllegalArgumentException("call number " + id + " is in use");
        }
        if (active.size() + subscriptions.size() >= Protocol.MAX_CALLS_PER_CLIENT) {
            outbox.problem(
                    id,
                    invalid(
                            new Argument.Because(
                                    Cause.of(CauseCode.TOO_MANY_CALLS)
                                            .withCount("most", Protocol.MAX_CALLS_PER_CLIENT))));
            return;
        }
        Thread thread =
                Thread.ofVirtual()
                        .name("control-" + call)
                        .unstarted(() -> answer(id, call, arguments));
        active.put(id, thread);
        thread.start();
    }

    private void answer(long id, String call, JsonNode arguments) {
        try {
            if (call.equals("subscribe")) {
                keep(id, engine.subscribe(new RemoteListener(id, outbox, this::sendAway)));
            } else if (call.equals("offerWindow")) {
                keep(id, windows.offer(() -> outbox.raise(id)));
            } else if (call.equals("raiseWindow")) {
                active.remove(id);
                outbox.result(id, windows.raise());
            } else {
                Progress progress = (what, done, total) -> outbox.progress(id, what, done, total);
                Object result = calls.make(call, arguments, progress);
                active.remove(id);
                outbox.result(id, result);
            }
        } catch (EngineException e) {
            end(id, e.problem());
        } catch (InterruptedException e) {
            active.remove(id);
            outbox.interrupted(id);
        } catch (IllegalArgumentException e) {
            end(id, invalid(Causes.of(e)));
        } catch (RuntimeException e) {
            LOG.error("call {} of the control socket failed", call, e);
            end(id, Problem.of(ProblemCode.INTERNAL_ERROR).because(e));
        }
    }

    private void end(long id, Problem problem) {
        active.remove(id);
        outbox.problem(id, problem);
    }

    private static Problem invalid(Argument cause) {
        return Problem.of(ProblemCode.REQUEST_INVALID).with("cause", cause);
    }

    private void keep(long id, Engine.Subscription subscription) {
        subscriptions.put(id, subscription);
        active.remove(id);
        outbox.result(id, true);
        if (gone) {
            subscription.close();
        }
    }

    private void cancel(long id) {
        Thread thread = active.get(id);
        if (thread != null) {
            thread.interrupt();
        }
        Engine.Subscription subscription = subscriptions.remove(id);
        if (subscription != null) {
            subscription.close();
        }
    }

    /// Ends the connection with a last line. Does not wait for it to be sent.
    void sendAway(Cause reason) {
        outbox.bye(reason);
    }

    private void release() {
        gone = true;
        active.values().forEach(Thread::interrupt);
        subscriptions.values().forEach(Engine.Subscription::close);
        outbox.close();
    }

    /// Waits until the last line is sent or cannot be, and ends the connection. Repeatable.
    @Override
    public void close() {
        outbox.close();
    }
}
