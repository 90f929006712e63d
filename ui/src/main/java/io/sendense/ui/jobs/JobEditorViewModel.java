package io.sendense.ui.jobs;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;

/// A job as it is being defined, and the saving of it. FX thread only.
///
/// What is missing is said at its field once the operator has tried to save, and from then on while
/// they type.
public final class JobEditorViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final JobDraft draft;
    private final Runnable close;
    private final SelectionViewModel selection;
    private final ScheduleViewModel schedule;
    private final OptionsViewModel options;
    private final StringProperty name;
    private final ReadOnlyStringWrapper nameProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper selectionProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper();
    private boolean tried;

    /// @param close called once, when it is saved or given up
    public JobEditorViewModel(
            EngineLink link, Texts texts, InstantSource clock, JobDraft draft, Runnable close) {
        this.link = link;
        this.texts = texts;
        this.draft = draft;
        this.close = close;
        JobDefinition first = draft.definition();
        this.name = new SimpleStringProperty(first.name());
        this.selection = new SelectionViewModel(link, texts, first.selection());
        this.schedule = new ScheduleViewModel(link.tasks(), texts, clock, first.schedule());
        this.options = new OptionsViewModel(link, texts, first);
        name.subscribe(_ -> judge());
        selection.included().addListener((ListChangeListener<SelectionEntry>) _ -> judge());
    }

    /// Puts objects of the inventory among what is backed up.
    public void include(List<ObjectRef> objects) {
        selection.include(objects);
    }

    /// Puts objects of the inventory among what is left out.
    public void exclude(List<ObjectRef> objects) {
        selection.exclude(objects);
    }

    private void judge() {
        if (tried) {
            nameProblem.set(nameProblem());
            selectionProblem.set(
                    selection.included().isEmpty()
                            ? texts.messages().text("editor.selection.none")
                            : "");
        }
    }

    private String nameProblem() {
        Messages messages = texts.messages();
        String wanted = name.get().strip();
        if (wanted.isEmpty()) {
            return messages.text("editor.name.none");
        }
        return link.jobs().jobs().stream().anyMatch(job -> isOther(job, wanted))
                ? messages.text("editor.name.taken")
                : "";
    }

    private boolean isOther(JobView job, String wanted) {
        return job.definition().name().equalsIgnoreCase(wanted)
                && !draft.changes().equals(Optional.of(job.id()));
    }

    /// Gives the job to the engine, where nothing is missing.
    void save() {
        tried = true;
        judge();
        if (saving.get()
                || !nameProblem.get().isEmpty()
                || !selectionProblem.get().isEmpty()
                || schedule.schedule().isEmpty()) {
            return;
        }
        JobDefinition wanted =
                new JobDefinition(
                        name.get().strip(),
                        selection.selection(),
                        options.repository(),
                        schedule.schedule().get(),
                        options.options(),
                        options.atOnceProperty().get());
        saving.set(true);
        problem.set(Optional.empty());
        link.tasks().call(() -> save(wanted), _ -> close.run(), this::refused);
    }

    private JobView save(JobDefinition wanted) throws EngineException, InterruptedException {
        return draft.changes().isPresent()
                ? link.engine().jobs().change(draft.changes().get(), wanted)
                : link.engine().jobs().add(wanted);
    }

    private void refused(Problem why) {
        saving.set(false);
        if (why.code().id().equals("JOB-NAME-TAKEN")) {
            nameProblem.set(texts.messages().text("editor.name.taken"));
        } else {
            problem.set(Optional.of(texts.view(why)));
        }
    }

    void cancel() {
        close.run();
    }

    /// What the dialog is called.
    String title() {
        return draft.changes().isPresent()
                ? texts.messages().text("editor.title.edit", draft.definition().name())
                : texts.messages().text("editor.title.new");
    }

    StringProperty nameProperty() {
        return name;
    }

    ReadOnlyStringProperty nameProblemProperty() {
        return nameProblem.getReadOnlyProperty();
    }

    ReadOnlyStringProperty selectionProblemProperty() {
        return selectionProblem.getReadOnlyProperty();
    }

    /// Why the engine did not take it, where no field is to blame.
    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty savingProperty() {
        return saving.getReadOnlyProperty();
    }

    SelectionViewModel selection() {
        return selection;
    }

    ScheduleViewModel schedule() {
        return schedule;
    }

    OptionsViewModel options() {
        return options;
    }
}
