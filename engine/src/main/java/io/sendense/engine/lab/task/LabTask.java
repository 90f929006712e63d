package io.sendense.engine.lab.task;

import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.model.PropertyTable;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A task a client can watch. Thread-safe.
public final class LabTask extends ManagedObject {
    private static final PropertyTable<LabTask> PROPERTIES =
            PropertyTable.<LabTask>of()
                    .empty("CustomFieldValue", "value")
                    .empty("CustomFieldDef", "availableField")
                    .with("info", LabTask::info)
                    .build();

    private final TaskSubject subject;
    private final Instant queued;
    private volatile Progress progress = Progress.QUEUED;
    private volatile boolean cancelled;

    LabTask(Reference reference, TaskSubject subject, Instant queued) {
        super(reference);
        this.subject = subject;
        this.queued = queued;
    }

    /// Where a task stands. Immutable.
    ///
    /// @param state what it is doing
    /// @param percent how far it is while it runs
    /// @param started when it began to run
    /// @param completed when it ended
    /// @param result what came of it
    /// @param error why it failed
    record Progress(
            State state,
            int percent,
            Optional<Instant> started,
            Optional<Instant> completed,
            Optional<Value> result,
            Optional<SoapFault> error) {
        static final Progress QUEUED =
                new Progress(
                        State.QUEUED,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        Progress begun(Instant now) {
            return new Progress(State.RUNNING, 0, Optional.of(now), completed, result, error);
        }

        Progress at(int newPercent) {
            return new Progress(state, newPercent, started, completed, result, error);
        }

        Progress succeeded(Instant now, Optional<Value> newResult) {
            return new Progress(State.SUCCESS, 100, started, Optional.of(now), newResult, error);
        }

        Progress failed(Instant now, SoapFault newError) {
            return new Progress(
                    State.ERROR, percent, started, Optional.of(now), result, Optional.of(newError));
        }
    }

    /// What a task is doing.
    enum State {
        QUEUED("queued"),
        RUNNING("running"),
        SUCCESS("success"),
        ERROR("error");

        private final String text;

        State(String text) {
            this.text = text;
        }

        Scalar value() {
            return Scalar.constant("TaskInfoState", text);
        }

        boolean over() {
            return this == SUCCESS || this == ERROR;
        }
    }

    /// What it is about.
    public TaskSubject subject() {
        return subject;
    }

    /// Whether it has ended, one way or the other.
    public boolean over() {
        return progress.state().over();
    }

    /// Asks it to end as soon as it can.
    ///
    /// @throws SoapFault it has ended already
    public void cancel() throws SoapFault {
        if (over()) {
            throw new SoapFault(
                    Structure.of("InvalidState"),
                    "The operation is not allowed in the current state: the task has ended.");
        }
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    synchronized void update(UnaryOperator<Progress> change) {
        progress = change.apply(progress);
    }

    @Override
    public Set<String> propertyNames() {
        return PROPERTIES.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return PROPERTIES.read(this, name);
    }

    private Structure info() {
        Progress now = progress;
        Structure.Composer info =
                Structure.of("TaskInfo")
                        .with("key", reference().id())
                        .with("task", reference())
                        .with("name", subject.operation())
                        .with("descriptionId", subject.description())
                        .with("entity", subject.entity().reference())
                        .with("entityName", subject.entity().name())
                        .with("state", now.state().value())
                        .with("cancelled", cancelled)
                        .with("cancelable", !now.state().over());
        now.error().ifPresent(error -> info.with("error", error.localized()));
        now.result().ifPresent(result -> info.any("result", result));
        if (now.state() == State.RUNNING) {
            info.with("progress", now.percent());
        }
        info.with("reason", Structure.of("TaskReasonUser").with("userName", subject.user()))
                .with("queueTime", queued);
        now.started().ifPresent(time -> info.with("startTime", time));
        now.completed().ifPresent(time -> info.with("completeTime", time));
        return info.with("eventChainId", Math.abs(reference().id().hashCode() % 100_000)).build();
    }
}
