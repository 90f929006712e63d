package io.sendense.engine.api.control;

import io.sendense.engine.job.JobRunView;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// What waits to be sent to one client, and the thread that sends it. Adding never waits; things
/// become JSON only when it is their turn. Thread-safe.
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private static final String INVENTORY = "inventory";

    private final LineChannel lines;
    private final ConflatingQueue<Map<String, Object>> queue =
            new ConflatingQueue<>(Protocol.MAX_WAITING);
    private final Thread writer;

    Outbox(LineChannel lines) {
        this.lines = lines;
        this.writer = Thread.ofVirtual().name("control-writer").start(this::write);
    }

    private record RunKey(long id, long run) {}

    private record JobRunKey(long id, long run) {}

    private record JobsKey(long id) {}

    private record VCentersKey(long id) {}

    private record ProgressKey(long id) {}

    private record InventoryKey(long id, String vcenter) {}

    void greet(ProgramVersion version) {
        queue.add(Map.of("hello", version));
    }

    void result(long id, Object result) {
        add(id, "result", result);
    }

    void problem(long id, Problem problem) {
        add(id, "problem", problem);
    }

    void interrupted(long id) {
        add(id, "interrupted", true);
    }

    void progress(long id, String what, long done, long total) {
        queue.replace(
                new ProgressKey(id),
                message(id, "progress", Map.of("what", what, "done", done, "total", total)));
    }

    void run(long id, RunView run) {
        queue.replace(new RunKey(id, run.id().value()), message(id, "run", run));
    }

    void jobRun(long id, JobRunView run) {
        queue.replace(new JobRunKey(id, run.id().value()), message(id, "jobRun", run));
    }

    void jobs(long id) {
        queue.replace(new JobsKey(id), message(id, "jobs", true));
    }

    void vcenters(long id) {
        queue.replace(new VCentersKey(id), message(id, "vcenters", true));
    }

    /// Changes of one inventory that wait are told as one.
    void inventory(long id, InventoryNews news) {
        queue.merge(
                new InventoryKey(id, news.vcenter()),
                message(id, INVENTORY, news),
                (before, next) -> message(id, INVENTORY, newsIn(before).then(newsIn(next))));
    }

    private static InventoryNews newsIn(Map<String, Object> message) {
        return (InventoryNews) Objects.requireNonNull(message.get(INVENTORY));
    }

    /// Asks for a window.
    void raise(long id) {
        add(id, "raise", true);
    }

    /// Adds an event.
    ///
    /// @return false if too many wait
    boolean event(long id, RunEvent event) {
        return queue.add(message(id, "event", event));
    }

    private void add(long id, String kind, Object body) {
        if (!queue.add(message(id, kind, body))) {
            bye(tooMuch());
        }
    }

    /// That too much waits to be read.
    static Cause tooMuch() {
        return Cause.of(CauseCode.ENGINE_TOO_MUCH_UNREAD).withCount("most", Protocol.MAX_WAITING);
    }

    /// A last line in place of all that waits. The connection ends when it is sent, or when it
    /// cannot be in time.
    void bye(Cause reason) {
        if (queue.closeWith(Map.of("bye", new Argument.Because(reason)))) {
            LOG.info("a client of the control socket was sent away: {}", reason);
        }
        Thread.ofVirtual().name("control-farewell").start(this::close);
    }

    private static Map<String, Object> message(long id, String kind, Object body) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put(kind, body);
        return message;
    }

    private void write() {
        try {
            for (var next = queue.take(); next != null; next = queue.take()) {
                byte[] line = line(next);
                if (line != null) {
                    lines.writeLine(line);
                }
            }
        } catch (IOException e) {
            LOG.debug("a client of the control socket does not read any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lines.close();
        }
    }

    private static byte @Nullable [] line(Map<String, Object> message) {
        try {
            byte[] line = ControlJson.bytes(message);
            if (line.length <= Protocol.MAX_ANSWER_BYTES) {
                return line;
            }
            return instead(
                    message,
                    Cause.of(CauseCode.ANSWER_TOO_LARGE)
                            .withBytes("found", line.length)
                            .withBytes("most", Protocol.MAX_ANSWER_BYTES));
        } catch (JacksonException e) {
            LOG.error("an answer cannot be written as JSON", e);
            return instead(
                    message,
                    Cause.of(CauseCode.ANSWER_NOT_WRITABLE).with("detail", e.getOriginalMessage()));
        }
    }

    private static byte @Nullable [] instead(Map<String, Object> message, Cause cause) {
        if (message.get("id") instanceof Long id && message.containsKey("result")) {
            return ControlJson.bytes(
                    message(id, "problem", Problem.of(ProblemCode.INTERNAL_ERROR).because(cause)));
        }
        return null;
    }

    /// Sends what waits, within a time, and ends the connection. Repeatable.
    @Override
    public void close() {
        queue.close();
        try {
            if (!writer.join(Protocol.FAREWELL)) {
                LOG.info("a client of the control socket does not read: dropped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lines.close();
    }
}
