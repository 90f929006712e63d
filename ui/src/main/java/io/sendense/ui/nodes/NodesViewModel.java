package io.sendense.ui.nodes;

import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.NodeWatch;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The nodes, kept current while they are looked at, and what can be done with each. The selection
/// outlives a new reading. FX thread only.
public final class NodesViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final Actions actions;
    private final NodeWords words;
    private final NodeWatch watch;
    private final ObservableList<LiveRow<NodeLine>> rows = FXCollections.observableArrayList();
    private final ObservableList<LiveRow<PushLine>> pushes = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable LiveRow<NodeLine>> chosen = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Optional<NodeLine>> detail =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();
    private List<NodeView> newest = List.of();
    private String wanted = "";

    /// Where the page's commands lead.
    ///
    /// @param test opens the test of the node with this name
    /// @param access opens what has to be entered on a node
    public record Actions(
            Navigator navigator,
            ProblemPresenter problems,
            Question.Asker asker,
            Consumer<String> test,
            Consumer<NodeView> access) {}

    public NodesViewModel(EngineLink link, Texts texts, Actions actions) {
        this.link = link;
        this.texts = texts;
        this.actions = actions;
        this.words = new NodeWords(texts);
        this.watch = new NodeWatch(link, this::show, this::showProblem);
        chosen.subscribe(_ -> showDetail());
        link.runs().watch(this::onChanges);
    }

    /// Whether the page is in sight: only then the engine is asked.
    void shown(boolean inSight) {
        watch.watch(inSight);
    }

    /// Asks for all of it again.
    public void refresh() {
        watch.askNow();
    }

    /// A node was added: it is chosen as soon as it is read.
    public void added(NodeView node) {
        wanted = node.name();
        watch.askNow();
    }

    private void onChanges(RunFeed.Changes changes) {
        if (!changes.runs().isEmpty() && !pushes.isEmpty()) {
            showDetail();
        }
    }

    private void show(List<NodeView> nodes) {
        newest = List.copyOf(nodes);
        problem.set(Optional.empty());
        read.set(true);
        String before =
                !wanted.isEmpty()
                        ? wanted
                        : Optional.ofNullable(chosen.get())
                                .map(row -> row.values().name())
                                .orElse("");
        LiveRow.show(rows, nodes.stream().map(words::line).toList(), NodeLine::name);
        wanted = "";
        chosen.set(
                rows.stream()
                        .filter(row -> row.values().name().equals(before))
                        .findFirst()
                        .or(() -> rows.stream().findFirst())
                        .orElse(null));
        showDetail();
    }

    private void showProblem(Problem why) {
        problem.set(Optional.of(texts.view(why)));
    }

    private void showDetail() {
        Optional<NodeView> node = chosenNode();
        detail.set(Optional.ofNullable(chosen.get()).map(LiveRow::values));
        LiveRow.show(
                pushes,
                node.map(NodeView::transfers).orElse(List.of()).stream()
                        .map(transfer -> words.line(transfer, living(transfer.run())))
                        .toList(),
                line -> List.of(line.run(), line.diskKey()));
    }

    private Optional<NodeView> chosenNode() {
        return Optional.ofNullable(chosen.get())
                .flatMap(row ->
                        newest.stream()
                                .filter(node -> node.name().equals(row.values().name()))
                                .findFirst());
    }

    private Optional<RunView> living(RunId id) {
        return link.runs().living().stream().filter(run -> run.id().equals(id)).findFirst();
    }

    void test() {
        chosenNode().map(NodeView::name).ifPresent(actions.test());
    }

    void access() {
        chosenNode().ifPresent(actions.access());
    }

    void open(LiveRow<PushLine> push) {
        actions.navigator().openRun(push.values().run());
    }

    /// Asks first, and says what goes and what stays.
    void remove() {
        chosenNode().map(NodeView::name).ifPresent(this::remove);
    }

    private void remove(String name) {
        Messages messages = texts.messages();
        actions.asker()
                .ask(
                        new Question(
                                messages.text("nodes.remove.title", name),
                                messages.text("nodes.remove.text"),
                                messages.text("nodes.remove.confirm"),
                                messages.text("nodes.remove.cancel")),
                        yes -> {
                            if (yes) {
                                removeNow(name);
                            }
                        });
    }

    private void removeNow(String name) {
        link.tasks()
                .call(
                        () -> {
                            link.engine().nodes().remove(name);
                            return name;
                        },
                        _ -> refresh(),
                        actions.problems()::present);
    }

    ObservableList<LiveRow<NodeLine>> rows() {
        return rows;
    }

    ObjectProperty<@Nullable LiveRow<NodeLine>> chosenProperty() {
        return chosen;
    }

    /// The chosen node as it is now.
    ReadOnlyObjectProperty<Optional<NodeLine>> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /// What the chosen node pushes here.
    ObservableList<LiveRow<PushLine>> pushes() {
        return pushes;
    }

    /// Why the nodes could not be read the last time.
    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Whether they have been read: before it cannot be said that there are none.
    ReadOnlyBooleanProperty readProperty() {
        return read.getReadOnlyProperty();
    }
}
