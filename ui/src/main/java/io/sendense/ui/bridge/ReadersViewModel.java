package io.sendense.ui.bridge;

import io.sendense.engine.node.NodeView;
import io.sendense.ui.shared.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The choice of who reads the disks of a backup: this engine, or a node. A node that was chosen
/// and is gone stays in the choice, and is called missing. FX thread only.
public final class ReadersViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final ObservableList<ReaderChoice> choices = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable ReaderChoice> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();

    /// @param first who was chosen before
    public ReadersViewModel(EngineLink link, Texts texts, Optional<String> first) {
        this.link = link;
        this.texts = texts;
        ReaderChoice before =
                first.map(name -> new ReaderChoice(first, name)).orElseGet(this::thisEngine);
        choices.setAll(before);
        chosen.set(before);
        offered.set(first.isPresent());
        read();
    }

    private ReaderChoice thisEngine() {
        return new ReaderChoice(Optional.empty(), texts.messages().text("reader.engine"));
    }

    /// Asks for the nodes again. Where that fails what was chosen can still be kept.
    public void read() {
        link.tasks().call(() -> link.engine().nodes().list(), this::show, _ -> {});
    }

    private void show(List<NodeView> nodes) {
        Optional<String> before = node();
        Stream<ReaderChoice> known =
                nodes.stream().map(node -> new ReaderChoice(Optional.of(node.name()), node.name()));
        Stream<ReaderChoice> missing =
                before.stream()
                        .filter(name -> nodes.stream().noneMatch(node -> node.name().equals(name)))
                        .map(name ->
                                new ReaderChoice(
                                        before, texts.messages().text("reader.missing", name)));
        List<ReaderChoice> now =
                Stream.of(Stream.of(thisEngine()), known, missing).flatMap(each -> each).toList();
        if (!choices.equals(now)) {
            choices.setAll(now);
        }
        chosen.set(
                now.stream().filter(each -> each.node().equals(before)).findFirst().orElseThrow());
        offered.set(now.size() > 1);
    }

    /// The node that was chosen; absent for this engine.
    public Optional<String> node() {
        return Optional.ofNullable(chosen.get()).flatMap(ReaderChoice::node);
    }

    public ObservableList<ReaderChoice> choices() {
        return choices;
    }

    public ObjectProperty<@Nullable ReaderChoice> chosenProperty() {
        return chosen;
    }

    /// Whether there is anything to choose: without nodes this engine reads.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }
}
