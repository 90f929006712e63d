package io.sendense.ui.run;

import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.run.RunEvent;
import java.util.Optional;

/// How much an event of a run matters to whoever looks for what went wrong.
enum LogLevel {
    INFO,
    WARNING,
    ERROR;

    /// The level of an event; of a concern, that of its rule.
    static LogLevel of(RunEvent event) {
        return switch (event.code()) {
            case PREFLIGHT_CONCERN -> ofConcern(event);
            case DISK_FAILED, RUN_FAILED -> ERROR;
            case DISK_LEFT_OUT,
                    DISK_RETRY,
                    RETRY_AWAITED,
                    RETRY_TIME_OVER,
                    SNAPSHOT_LEFT,
                    CANCEL_REQUESTED,
                    RUN_CANCELLED,
                    RUN_COMPLETED_WITH_WARNING,
                    ORPHAN_SNAPSHOT_REMOVED,
                    ORPHAN_DRAFT_REMOVED ->
                    WARNING;
            default -> INFO;
        };
    }

    private static LogLevel ofConcern(RunEvent event) {
        Optional<ConcernRule> rule =
                event.arguments().get("concern") instanceof Argument.Text(String id)
                        ? ConcernRule.of(id)
                        : Optional.empty();
        return rule.map(known ->
                        switch (known.severity()) {
                            case CRITICAL -> ERROR;
                            case WARNING -> WARNING;
                            case INFORMATION -> INFO;
                        })
                .orElse(WARNING);
    }
}
