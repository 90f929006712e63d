package io.sendense.ui.repositories;

import io.sendense.engine.AddedRepository;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.TargetServer;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// Adds a repository: a name and a folder. FX thread only.
public final class AddRepositoryViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final Consumer<AddedRepository> added;
    private final Runnable close;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty folder = new SimpleStringProperty("");
    private final ObjectProperty<WrittenBy> target = new SimpleObjectProperty<>(WrittenBy.ENGINE);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanBinding addable;
    private boolean nameTyped;
    private Tasks.@Nullable Work work;

    /// @param added told what came of it
    /// @param close called once when the dialog has done its work or was left
    public AddRepositoryViewModel(
            EngineLink link, Texts texts, Consumer<AddedRepository> added, Runnable close) {
        this.link = link;
        this.texts = texts;
        this.added = added;
        this.close = close;
        this.addable = name.isNotEmpty().and(folder.isNotEmpty()).and(busy.not());
        folder.subscribe(this::suggestName);
    }

    private void suggestName(String typed) {
        try {
            Path last = Path.of(typed.strip()).getFileName();
            if (!nameTyped && last != null) {
                name.set(last.toString());
                nameTyped = false;
            }
        } catch (InvalidPathException _) {
            return;
        }
    }

    /// The operator chose the name, so that none is suggested any more.
    void nameTyped() {
        nameTyped = true;
    }

    void add() {
        Path path;
        try {
            path = Path.of(folder.get().strip());
        } catch (InvalidPathException e) {
            problem.set(
                    Optional.of(
                            new ProblemView(
                                    "",
                                    texts.messages().text("repositories.add.wrong"),
                                    e.getReason(),
                                    "")));
            return;
        }
        busy.set(true);
        problem.set(Optional.empty());
        String called = name.get().strip();
        TargetServer server = target.get().server();
        work =
                link.tasks()
                        .call(
                                () -> link.engine().addRepository(called, path, server),
                                this::done,
                                this::failed);
    }

    private void done(AddedRepository repository) {
        busy.set(false);
        close.run();
        added.accept(repository);
    }

    private void failed(Problem why) {
        busy.set(false);
        problem.set(Optional.of(texts.view(why)));
    }

    void cancel() {
        if (work != null) {
            work.cancel();
        }
        close.run();
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty folderProperty() {
        return folder;
    }

    /// What is to write its layers.
    ObjectProperty<WrittenBy> targetProperty() {
        return target;
    }

    String words(WrittenBy writer) {
        return writer.words(texts.messages());
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    BooleanBinding addable() {
        return addable;
    }
}
