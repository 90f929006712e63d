package io.sendense.ui.history;

import io.sendense.ui.shared.Badge;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/// One line of the table, the same for as long as its run is listed: what is selected, clicked or
/// focused stays so while the run goes on. FX thread only.
final class RunRow {
    private final ReadOnlyObjectWrapper<RunSummary> summary;
    private final ReadOnlyStringWrapper job;

    /// @param job name of the job it belongs to; empty where it belongs to none
    RunRow(RunSummary first, String job) {
        this.summary = new ReadOnlyObjectWrapper<>(first);
        this.job = new ReadOnlyStringWrapper(job);
    }

    void showJob(String name) {
        job.set(name);
    }

    /// Name of the job it belongs to; empty where it belongs to none.
    ReadOnlyStringProperty jobProperty() {
        return job.getReadOnlyProperty();
    }

    void show(RunSummary newest) {
        summary.set(newest);
    }

    ReadOnlyObjectProperty<RunSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    RunSummary summary() {
        return summary.get();
    }

    long number() {
        return summary().number();
    }

    ObservableValue<Badge> state() {
        return summary.map(RunSummary::state);
    }

    ObservableValue<Instant> started() {
        return summary.map(RunSummary::started);
    }

    /// No value while the run lives.
    ObservableValue<Duration> took() {
        return summary.map(RunSummary::took).map(time -> time.orElse(null));
    }

    ObservableValue<Long> doneBytes() {
        return summary.map(RunSummary::doneBytes);
    }

    ObservableValue<String> result() {
        return summary.map(RunSummary::result);
    }
}
