package io.sendense.ui.jobs;

import io.sendense.ui.shared.Badge;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/// One line of the table, the same for as long as its job is listed: what is selected stays so
/// while the job runs or is changed. FX thread only.
final class JobRow {
    private final ReadOnlyObjectWrapper<JobSummary> summary;

    JobRow(JobSummary first) {
        this.summary = new ReadOnlyObjectWrapper<>(first);
    }

    void show(JobSummary newest) {
        if (!newest.equals(summary.get())) {
            summary.set(newest);
        }
    }

    ReadOnlyObjectProperty<JobSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    JobSummary summary() {
        return summary.get();
    }

    long id() {
        return summary().id();
    }

    ObservableValue<Lines> name() {
        return summary.map(JobSummary::name);
    }

    ObservableValue<Lines> schedule() {
        return summary.map(JobSummary::schedule);
    }

    ObservableValue<Boolean> enabled() {
        return summary.map(JobSummary::enabled);
    }

    ObservableValue<Lines> next() {
        return summary.map(JobSummary::next);
    }

    ObservableValue<JobResult> result() {
        return summary.map(JobSummary::result);
    }

    ObservableValue<List<JobMark>> marks() {
        return summary.map(JobSummary::marks);
    }

    /// State of its newest execution.
    Badge state() {
        return summary().result().badge();
    }
}
