package io.sendense.ui.jobs;

import io.sendense.engine.job.CronExpression;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.ScheduleTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a schedule that is being edited would run, as the engine counts. Pure functions.
final class NextTimes {
    private NextTimes() {}

    /// The next times after `now`, at most so many; empty where there are none.
    static List<Instant> of(Schedule schedule, Instant now, int most) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = ScheduleTimes.next(schedule, now);
        while (next.isPresent() && times.size() < most) {
            times.add(next.get());
            next = ScheduleTimes.next(schedule, next.get());
        }
        return times;
    }

    /// Whether the engine can read a cron expression.
    static boolean isCron(String expression) {
        try {
            CronExpression.parse(expression);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
