package io.sendense.ui.jobs;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.problem.EngineException;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.JobActions;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The jobs as targets of a drag from the inventory: what is dropped on one is backed up by it from
/// its next run on. The last drop can be taken back. FX thread only.
public final class TargetsViewModel implements JobActions {
    private final EngineLink link;
    private final Texts texts;
    private final SelectionWords words;
    private final Consumer<JobDraft> edit;
    private final ProblemPresenter problems;
    private final ObservableList<JobTarget> targets = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private Optional<Added> last = Optional.empty();

    /// What a drop has changed.
    private record Added(JobId job, Selection before, Selection after) {
        /// The selection without what was added, and with what was excluded before; other changes
        /// stay.
        Selection undo(Selection now) {
            List<Selector> added = Selectors.without(after.included(), before.included());
            List<Selector> readmitted = Selectors.without(before.excluded(), after.excluded());
            List<Selector> excluded =
                    Stream.concat(now.excluded().stream(), readmitted.stream()).distinct().toList();
            return new Selection(Selectors.without(now.included(), added), excluded);
        }

        boolean nothing() {
            return before.equals(after);
        }
    }

    /// @param edit opens the editor
    public TargetsViewModel(
            EngineLink link, Texts texts, Consumer<JobDraft> edit, ProblemPresenter problems) {
        this.link = link;
        this.texts = texts;
        this.words = new SelectionWords(texts.messages());
        this.edit = edit;
        this.problems = problems;
        link.jobs().jobs().addListener((InvalidationListener) _ -> show());
        show();
    }

    private void show() {
        targets.setAll(
                link.jobs().jobs().stream()
                        .map(job ->
                                new JobTarget(
                                        job.id().value(),
                                        job.definition().name(),
                                        words.of(job.definition().selection())))
                        .toList());
    }

    @Override
    public List<Job> jobs() {
        return targets.stream().map(target -> new Job(target.id(), target.name())).toList();
    }

    @Override
    public void newJob(List<ObjectRef> objects) {
        edit.accept(JobDraft.of(objects, texts.formats()));
    }

    @Override
    public void addToJob(long job, List<ObjectRef> objects) {
        if (objects.isEmpty()) {
            return;
        }
        JobId id = new JobId(job);
        link.tasks()
                .call(
                        () -> change(id, now -> Selectors.including(now, objects)),
                        added -> added(added, objects),
                        problems::present);
    }

    /// As the job is in the engine now, not as it was when it was last shown.
    private Added change(JobId id, UnaryOperator<Selection> change)
            throws EngineException, InterruptedException {
        JobView job = link.engine().jobs().job(id);
        JobDefinition now = job.definition();
        Selection wanted = change.apply(now.selection());
        if (!wanted.equals(now.selection())) {
            link.engine()
                    .jobs()
                    .change(
                            id,
                            new JobDefinition(
                                    now.name(),
                                    wanted,
                                    now.repository(),
                                    now.schedule(),
                                    now.options(),
                                    now.atOnce()));
        }
        return new Added(id, now.selection(), wanted);
    }

    private void added(Added added, List<ObjectRef> objects) {
        String what =
                objects.size() == 1
                        ? words.entry(objects.getFirst())
                        : texts.messages().text("targets.objects", objects.size());
        if (added.nothing()) {
            say(texts.messages().text("targets.there", what, name(added.job())), Optional.empty());
        } else {
            say(
                    texts.messages().text("targets.added", what, name(added.job())),
                    Optional.of(added));
        }
    }

    private String name(JobId id) {
        return link.jobs().job(id).map(job -> job.definition().name()).orElse(id.toString());
    }

    private void say(String words, Optional<Added> undo) {
        message.set(words);
        last = undo;
        undoable.set(undo.isPresent());
    }

    /// Takes the last drop back.
    void undo() {
        if (last.isEmpty()) {
            return;
        }
        Added added = last.get();
        say("", Optional.empty());
        link.tasks()
                .call(
                        () -> change(added.job(), added::undo),
                        _ ->
                                say(
                                        texts.messages().text("targets.undone", name(added.job())),
                                        Optional.empty()),
                        problems::present);
    }

    ObservableList<JobTarget> targets() {
        return targets;
    }

    /// What the last drop did; empty before the first.
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }
}
