package io.sendense.app.command;

import io.sendense.app.output.BackupProgress;
import io.sendense.app.output.Output;
import io.sendense.engine.EngineListener;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.EventText;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The runs that one command started, and what is heard of them. A run is heard of before the call
/// that starts it has told its number: events of unknown runs are kept until all are started.
/// Thread-safe.
final class StartedRuns implements EngineListener {
    private final Output output;
    private final BackupProgress bars;
    private final List<RunId> runs = new ArrayList<>();
    private final List<RunEvent> early = new ArrayList<>();
    private boolean starting = true;

    StartedRuns(Output output, BackupProgress bars) {
        this.output = output;
        this.bars = bars;
    }

    /// This run is one of them.
    synchronized void add(RunId run) {
        runs.add(run);
        early.stream().filter(event -> event.run().equals(run)).forEach(this::show);
        early.removeIf(event -> event.run().equals(run));
    }

    /// No more will come.
    synchronized void all() {
        starting = false;
        early.clear();
    }

    synchronized List<RunId> ids() {
        return List.copyOf(runs);
    }

    @Override
    public synchronized void runChanged(RunView run) {
        if (runs.contains(run.id())) {
            bars.show(run);
            output.line(Map.of("type", "progress", "run", run));
        }
    }

    @Override
    public synchronized void runEvent(RunEvent event) {
        if (runs.contains(event.run())) {
            show(event);
        } else if (starting) {
            early.add(event);
        }
    }

    private void show(RunEvent event) {
        output.line(Map.of("type", "event", "event", event));
        if (output.json()) {
            return;
        }
        boolean held = event.code() == EventCode.RETRY_AWAITED;
        if (held || !output.terminal()) {
            // On a terminal the bars say what happens, but not this.
            output.note(EventText.english().render(event) + (held ? retry(event.run()) : ""));
        }
    }

    private static String retry(RunId run) {
        return " With: sendense run retry " + run;
    }
}
