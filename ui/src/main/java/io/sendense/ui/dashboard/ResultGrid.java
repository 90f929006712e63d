package io.sendense.ui.dashboard;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.ui.shared.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Results of the last two weeks, a row for each job and a column for each day. Immutable.
///
/// @param days labels of the columns, oldest first
record ResultGrid(List<String> days, List<GridRow> rows) {
    static final int DAYS = 14;
    static final ResultGrid EMPTY = new ResultGrid(List.of(), List.of());

    ResultGrid {
        days = List.copyOf(days);
        rows = List.copyOf(rows);
    }

    private record Day(JobId job, LocalDate date) {}

    /// An execution counts for the day it began on, in the time zone of the screen.
    ///
    /// @param executions newest first
    static ResultGrid of(
            List<JobView> jobs, List<JobRunView> executions, Instant now, Texts texts) {
        LocalDate today = date(now, texts);
        List<LocalDate> dates =
                IntStream.range(0, DAYS).mapToObj(day -> today.minusDays(DAYS - 1L - day)).toList();
        Map<Day, List<JobRunView>> byDay = new HashMap<>();
        Map<JobId, Long> newest = new HashMap<>();
        for (JobRunView run : executions) {
            if (run.job().isPresent()) {
                JobId job = run.job().get();
                if (run.state() != JobRunState.SKIPPED) {
                    newest.putIfAbsent(job, run.id().value());
                }
                byDay.computeIfAbsent(
                                new Day(job, date(run.started(), texts)), _ -> new ArrayList<>())
                        .add(run);
            }
        }
        List<GridRow> rows =
                jobs.stream()
                        .map(job ->
                                new GridRow(
                                        job.definition().name(),
                                        Optional.ofNullable(newest.get(job.id())),
                                        dates.stream()
                                                .map(date ->
                                                        cell(
                                                                date,
                                                                byDay.getOrDefault(
                                                                        new Day(job.id(), date),
                                                                        List.of()),
                                                                now,
                                                                texts))
                                                .toList()))
                        .toList();
        return new ResultGrid(
                dates.stream().map(date -> Integer.toString(date.getDayOfMonth())).toList(), rows);
    }

    private static LocalDate date(Instant time, Texts texts) {
        return time.atZone(texts.formats().zone()).toLocalDate();
    }

    private static GridCell cell(LocalDate date, List<JobRunView> runs, Instant now, Texts texts) {
        String day = texts.moments().day(date, now);
        Optional<JobRunView> worst =
                runs.stream().max(Comparator.comparingInt(run -> weight(run, texts)));
        if (worst.isEmpty()) {
            return new GridCell(
                    Optional.empty(),
                    texts.messages().text("dashboard.grid.none", day),
                    Optional.empty());
        }
        String state = texts.badge(worst.get().state()).text();
        String words =
                runs.size() == 1
                        ? texts.messages().text("dashboard.grid.one", day, state)
                        : texts.messages().text("dashboard.grid.worst", day, runs.size(), state);
        return new GridCell(
                Optional.of(texts.badge(worst.get().state()).tone()),
                words,
                Optional.of(worst.get().id().value()));
    }

    /// What is bad hides what is good; what runs now is what one wants to see.
    private static int weight(JobRunView run, Texts texts) {
        return switch (texts.badge(run.state()).tone()) {
            case SUCCESS -> 0;
            case NEUTRAL -> 1;
            case WARNING -> 2;
            case DANGER -> 3;
            case RUNNING -> 4;
        };
    }
}
