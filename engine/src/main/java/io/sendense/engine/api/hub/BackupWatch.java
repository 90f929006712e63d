package io.sendense.engine.api.hub;

import io.sendense.engine.Engine;
import io.sendense.engine.EngineListener;
import io.sendense.engine.api.rest.Answer;
import io.sendense.engine.api.rest.Call;
import io.sendense.engine.api.rest.EventStream;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Tells one client what happens in one run until it has ended. Its listener only puts things into
/// a queue, of states the newest, so that a slow client never holds the engine up.
final class BackupWatch implements EngineListener {
    private static final String LAST = "Last-Event-ID";

    private final RunId run;
    private final Queue<RunEvent> events = new ArrayDeque<>();
    private @Nullable RunView newest;
    private boolean gone;

    private BackupWatch(RunId run) {
        this.run = run;
    }

    /// What of the run is told: its events after `Last-Event-ID`, or all, and its states.
    ///
    /// @throws EngineException `RUN-UNKNOWN`
    static Answer.Teller begin(Engine engine, RunId run, Call call)
            throws EngineException, InterruptedException {
        engine.run(run);
        long after =
                call.header(LAST)
                        .filter(text -> text.matches("\\d{1,18}"))
                        .map(Long::parseLong)
                        .orElse(0L);
        return stream -> new BackupWatch(run).tell(engine, after, stream);
    }

    private void tell(Engine engine, long after, EventStream stream)
            throws EngineException, IOException, InterruptedException {
        long last = after;
        try (var _ = engine.subscribe(this)) {
            last = past(engine, last, stream);
            Optional<RunView> state = Optional.of(engine.run(run));
            while (true) {
                if (state.isPresent()) {
                    if (state.get().state().ended()) {
                        past(engine, last, stream);
                        stream.send("run", BackupNews.of(state.get()));
                        return;
                    }
                    stream.send("run", BackupNews.of(state.get()));
                }
                Next next = await();
                for (RunEvent event : next.events) {
                    if (event.number() > last) {
                        last = event.number();
                        send(stream, event);
                    }
                }
                state = next.state;
                if (next.gone) {
                    return;
                }
            }
        }
    }

    private long past(Engine engine, long after, EventStream stream)
            throws EngineException, IOException, InterruptedException {
        long last = after;
        for (RunEvent event : engine.events(run, after)) {
            send(stream, event);
            last = event.number();
        }
        return last;
    }

    private static void send(EventStream stream, RunEvent event) throws IOException {
        stream.send("event", Long.toString(event.number()), BackupNews.of(event));
    }

    /// What has come since the last time.
    private record Next(Iterable<RunEvent> events, Optional<RunView> state, boolean gone) {}

    private synchronized Next await() throws InterruptedException {
        while (events.isEmpty() && newest == null && !gone) {
            wait();
        }
        Next next = new Next(new ArrayDeque<>(events), Optional.ofNullable(newest), gone);
        events.clear();
        newest = null;
        return next;
    }

    @Override
    public synchronized void runChanged(RunView changed) {
        if (changed.id().equals(run)) {
            newest = changed;
            notifyAll();
        }
    }

    @Override
    public synchronized void runEvent(RunEvent event) {
        if (event.run().equals(run)) {
            events.add(event);
            notifyAll();
        }
    }

    @Override
    public synchronized void disconnected() {
        gone = true;
        notifyAll();
    }
}
