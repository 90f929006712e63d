package io.sendense.ui.jobs;

import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What a job is to hold, and which VMs that are now. FX thread only.
///
/// The engine is asked a moment after the last change; what it answers to an older question is not
/// shown.
public final class SelectionViewModel {
    /// Between a change and the question, so that ten drops are one question.
    private static final Duration PAUSE = Duration.ofMillis(350);

    private final EngineLink link;
    private final Texts texts;
    private final SelectionWords words;
    private final ObservableList<SelectionEntry> included = FXCollections.observableArrayList();
    private final ObservableList<SelectionEntry> excluded = FXCollections.observableArrayList();
    private final ObservableList<PreviewLine> preview = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Tasks.@Nullable Work asked;
    private int changes;

    SelectionViewModel(EngineLink link, Texts texts, Selection first) {
        this.link = link;
        this.texts = texts;
        this.words = new SelectionWords(texts.messages());
        show(first);
        ask();
    }

    /// Puts objects among what is backed up; one that was excluded is no longer.
    void include(List<ObjectRef> objects) {
        change(Selectors.including(selection(), objects));
    }

    /// Puts objects among what is left out; one that was included by itself is no longer.
    void exclude(List<ObjectRef> objects) {
        Selection now = selection();
        change(
                new Selection(
                        Selectors.without(
                                now.included(), objects.stream().map(Selectors::of).toList()),
                        Selectors.with(now.excluded(), objects)));
    }

    /// Takes entries off both lists.
    void remove(List<SelectionEntry> entries) {
        List<Selector> unwanted = entries.stream().map(SelectionEntry::selector).toList();
        Selection now = selection();
        change(
                new Selection(
                        Selectors.without(now.included(), unwanted),
                        Selectors.without(now.excluded(), unwanted)));
    }

    private void change(Selection wanted) {
        if (wanted.equals(selection())) {
            return;
        }
        show(wanted);
        int change = ++changes;
        looking.set(true);
        link.tasks()
                .onScreenAfter(
                        PAUSE,
                        () -> {
                            if (change == changes) {
                                ask();
                            }
                        });
    }

    private void show(Selection selection) {
        included.setAll(selection.included().stream().map(SelectionEntry::of).toList());
        excluded.setAll(selection.excluded().stream().map(SelectionEntry::of).toList());
    }

    private void ask() {
        if (asked != null) {
            asked.cancel();
        }
        Selection wanted = selection();
        if (wanted.included().isEmpty()) {
            show(List.of());
            summary.set("");
            return;
        }
        looking.set(true);
        asked =
                link.tasks()
                        .call(() -> link.engine().jobs().select(wanted), this::show, this::fail);
    }

    private void show(List<SelectedVm> vms) {
        looking.set(false);
        problem.set(Optional.empty());
        preview.setAll(vms.stream().map(this::line).toList());
        long bytes = vms.stream().mapToLong(vm -> vm.vm().storageBytes()).sum();
        summary.set(
                texts.messages().text("editor.preview", vms.size(), texts.formats().bytes(bytes)));
    }

    private PreviewLine line(SelectedVm selected) {
        String size = texts.formats().bytes(selected.vm().storageBytes());
        String detail =
                selected.by().kind() == SelectorKind.VM
                        ? size
                        : texts.messages()
                                .text("editor.preview.by", words.entry(selected.by()), size);
        return new PreviewLine(selected.vm().name(), detail);
    }

    private void fail(Problem why) {
        looking.set(false);
        preview.clear();
        summary.set("");
        problem.set(Optional.of(texts.view(why)));
    }

    Selection selection() {
        return new Selection(
                included.stream().map(SelectionEntry::selector).toList(),
                excluded.stream().map(SelectionEntry::selector).toList());
    }

    ObservableList<SelectionEntry> included() {
        return included;
    }

    ObservableList<SelectionEntry> excluded() {
        return excluded;
    }

    /// The VMs that the selection holds now.
    ObservableList<PreviewLine> preview() {
        return preview;
    }

    /// How many they are and how large; empty while that is not known.
    ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Whether the shown VMs may be those of an older selection.
    ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }

    /// Why the engine cannot tell.
    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
