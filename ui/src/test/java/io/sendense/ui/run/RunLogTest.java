package io.sendense.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Language;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunLogTest {
    private static final Instant TIME = Instant.parse("2026-11-22T20:15:04Z");

    private final RunLog log =
            new RunLog(Texts.of(Language.ENGLISH, ZoneOffset.UTC, Path.of("/home/operator")));
    private long next = 1;

    private RunEvent event(EventCode code, Map<String, Argument> arguments) {
        return new RunEvent(next++, new RunId(1), TIME, code, arguments);
    }

    private void add(EventCode code) {
        log.add(event(code, Map.of()));
    }

    private RunEvent concern(String rule) {
        return event(EventCode.PREFLIGHT_CONCERN, Map.of("concern", new Argument.Text(rule)));
    }

    @Test
    void leavesOutTheLevelsThatAreNotWanted() {
        add(EventCode.RUN_STARTED);
        add(EventCode.RETRY_AWAITED);
        add(EventCode.DISK_FAILED);
        assertThat(log.lines())
                .extracting(EventLine::level)
                .containsExactly(LogLevel.INFO, LogLevel.WARNING, LogLevel.ERROR);
        log.wanted(LogLevel.INFO).set(false);
        log.wanted(LogLevel.WARNING).set(false);
        add(EventCode.SNAPSHOT_REMOVED);
        add(EventCode.RUN_FAILED);
        assertThat(log.lines()).extracting(EventLine::number).containsExactly(3L, 5L);
        log.wanted(LogLevel.INFO).set(true);
        assertThat(log.lines()).extracting(EventLine::number).containsExactly(1L, 3L, 4L, 5L);
        assertThat(log.happened()).contains(EventCode.RETRY_AWAITED);
    }

    @Test
    void copiesLinesWithTheirTimeAndLevel() {
        add(EventCode.CANCEL_REQUESTED);
        add(EventCode.RUN_CANCELLED);
        assertThat(RunLog.copied(log.lines()))
                .isEqualTo(
                        "20:15:04  Warning  Cancellation was asked for.\n"
                                + "20:15:04  Warning  Backup was cancelled. Nothing was kept.");
    }

    @Test
    void aConcernHasTheLevelOfItsRule() {
        for (ConcernRule rule : ConcernRule.values()) {
            LogLevel expected =
                    switch (rule.severity()) {
                        case CRITICAL -> LogLevel.ERROR;
                        case WARNING -> LogLevel.WARNING;
                        case INFORMATION -> LogLevel.INFO;
                    };
            assertThat(LogLevel.of(concern(rule.id()))).as(rule.id()).isEqualTo(expected);
        }
        assertThat(LogLevel.of(concern("OF-ANOTHER-VERSION"))).isEqualTo(LogLevel.WARNING);
    }
}
