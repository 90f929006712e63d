package io.sendense.engine.api.hub;

import io.sendense.engine.EngineListener;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Counts runs that end, each once. Thread-safe.
final class RunCounters implements EngineListener {
    /// Digits of a second that are shown.
    private static final int MILLIS = 3;

    private static final int REMEMBERED = 10_000;

    private final Map<RunState, Long> runs = new EnumMap<>(RunState.class);
    private final Map<DiskState, Long> disks = new EnumMap<>(DiskState.class);
    private long written;
    private long zeroed;
    private long equal;
    private long ended;
    private Duration lasted = Duration.ZERO;
    private final Set<RunId> counted =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<RunId, Boolean> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    @Override
    public synchronized void runChanged(RunView run) {
        if (!run.state().ended() || !counted.add(run.id())) {
            return;
        }
        runs.merge(run.state(), 1L, Long::sum);
        ended++;
        lasted = lasted.plus(Duration.between(run.started(), run.ended().orElse(run.started())));
        for (DiskView disk : run.disks()) {
            disks.merge(disk.state(), 1L, Long::sum);
            written += disk.writtenBytes();
            zeroed += disk.zeroedBytes();
            equal += disk.equalBytes();
        }
    }

    @Override
    public void runEvent(RunEvent event) {
        // Events count for nothing.
    }

    synchronized void write(MetricsText text) {
        text.family("sendense_runs_ended_total", "counter", "Backups that have ended, by state.");
        for (RunState state : RunState.values()) {
            if (state.ended()) {
                text.sample(runs.getOrDefault(state, 0L), "state", state.name());
            }
        }
        text.family("sendense_disks_ended_total", "counter", "Disks of ended backups, by state.");
        for (DiskState state : DiskState.values()) {
            if (state.ended()) {
                text.sample(disks.getOrDefault(state, 0L), "state", state.name());
            }
        }
        text.family(
                        "sendense_disk_bytes_total",
                        "counter",
                        "Bytes of ended backups, by what became of them.")
                .sample(written, "kind", "written")
                .sample(zeroed, "kind", "zeroed")
                .sample(equal, "kind", "equal");
        text.family("sendense_run_duration_seconds", "summary", "How long ended backups took.")
                .sampleOf("_sum", BigDecimal.valueOf(lasted.toMillis(), MILLIS))
                .sampleOf("_count", BigDecimal.valueOf(ended));
    }
}
