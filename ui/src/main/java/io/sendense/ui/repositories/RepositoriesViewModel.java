package io.sendense.ui.repositories;

import io.sendense.engine.AddedRepository;
import io.sendense.engine.FillSample;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The repositories and what can be done with them. Selection outlives a new reading. FX thread
/// only.
public final class RepositoriesViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final ProblemPresenter problems;
    private final Question.Asker asker;
    private final Checking checking;
    private final ObservableList<RepositoryLine> lines = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable RepositoryLine> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper result = new ReadOnlyStringWrapper("");

    public RepositoriesViewModel(
            EngineLink link,
            Texts texts,
            ProblemPresenter problems,
            Question.Asker asker,
            InstantSource clock) {
        this.link = link;
        this.texts = texts;
        this.problems = problems;
        this.asker = asker;
        this.checking = new Checking(link, texts, problems, clock, this::refresh);
        link.runs().watch(this::onChanges);
        refresh();
    }

    private void onChanges(RunFeed.Changes changes) {
        if (changes.runs().stream().map(RunView::state).anyMatch(state -> state.ended())) {
            refresh();
        }
    }

    /// Asks for all of it again.
    public void refresh() {
        link.tasks().call(this::read, this::show, problems::present);
    }

    private Map<RepositoryView, List<FillSample>> read()
            throws EngineException, InterruptedException {
        Map<RepositoryView, List<FillSample>> read = new LinkedHashMap<>();
        for (RepositoryView view : link.engine().repositories()) {
            read.put(view, link.engine().repositoryFill(view.name()));
        }
        return read;
    }

    private void show(Map<RepositoryView, List<FillSample>> read) {
        Optional<String> before = Optional.ofNullable(chosen.get()).map(RepositoryLine::name);
        List<RepositoryLine> now =
                read.entrySet().stream()
                        .map(each -> RepositoryLine.of(each.getKey(), each.getValue(), texts))
                        .toList();
        if (!lines.equals(now)) {
            lines.setAll(now);
        }
        choose(before.orElse(""));
    }

    private void choose(String name) {
        chosen.set(
                lines.stream()
                        .filter(line -> line.name().equals(name))
                        .findFirst()
                        .or(() -> lines.stream().filter(RepositoryLine::isDefault).findFirst())
                        .orElse(null));
    }

    /// A repository was added in the dialog.
    public void added(AddedRepository added) {
        Messages messages = texts.messages();
        result.set(
                added.made()
                        ? messages.text("repositories.added.made", added.repository().name())
                        : messages.text(
                                "repositories.added.found",
                                added.repository().name(),
                                added.adopted(),
                                added.unusable()));
        chosen.set(null);
        link.tasks()
                .call(
                        this::read,
                        read -> {
                            show(read);
                            choose(added.repository().name());
                        },
                        problems::present);
    }

    void makeDefault() {
        withChosen(line ->
                change(() -> {
                    link.engine().setDefaultRepository(line.name());
                    return line;
                }));
    }

    /// Asks first, and says what goes and what stays.
    void forget() {
        Messages messages = texts.messages();
        withChosen(line ->
                asker.ask(
                        new Question(
                                messages.text("repositories.forget.title", line.name()),
                                line.points() == 0
                                        ? messages.text("repositories.forget.empty", line.path())
                                        : messages.text(
                                                "repositories.forget.text",
                                                line.points(),
                                                line.vms(),
                                                line.path()),
                                messages.text("repositories.forget.confirm"),
                                messages.text("repositories.forget.cancel")),
                        yes -> {
                            if (yes) {
                                change(() -> {
                                    link.engine().removeRepository(line.name());
                                    return line;
                                });
                            }
                        }));
    }

    /// @param readData whether every byte is read, or only what says where they are
    void check(boolean readData) {
        result.set("");
        withChosen(line -> checking.start(line.name(), readData));
    }

    /// Has the layers of the chosen one written so from the next backup on.
    void writeWith(WrittenBy writer) {
        withChosen(line -> {
            result.set("");
            link.tasks()
                    .call(
                            () -> link.engine().setRepositoryTarget(line.name(), writer.server()),
                            set -> {
                                result.set(WrittenBy.changed(set, texts.messages()));
                                refresh();
                            },
                            problems::present);
        });
    }

    private void withChosen(Consumer<RepositoryLine> action) {
        Optional.ofNullable(chosen.get()).ifPresent(action);
    }

    private <T> void change(Tasks.Call<T> call) {
        result.set("");
        link.tasks().call(call, _ -> refresh(), problems::present);
    }

    ObservableList<RepositoryLine> lines() {
        return lines;
    }

    ObjectProperty<@Nullable RepositoryLine> chosenProperty() {
        return chosen;
    }

    Checking checking() {
        return checking;
    }

    /// What came of the last addition or change of the target; empty before.
    ReadOnlyStringProperty resultProperty() {
        return result.getReadOnlyProperty();
    }
}
