package io.sendense.ui.run;

import io.sendense.engine.node.NodeView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.NodeWatch;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The node that reads the shown run's disks, and, while the run lives and the page is in sight,
/// how it stands with the tunnel to it. FX thread only.
public final class TunnelViewModel {
    private final Texts texts;
    private final NodeWatch watch;
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Badge> state = new ReadOnlyObjectWrapper<>(Badge.NONE);
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private @Nullable RunView run;
    private boolean inSight;

    TunnelViewModel(EngineLink link, Texts texts) {
        this.texts = texts;
        // That the nodes cannot be read is told by their own page; here the state is unknown.
        this.watch = new NodeWatch(link, this::showNodes, _ -> clearState());
    }

    void open(RunId another) {
        RunView before = run;
        if (before != null && !before.id().equals(another)) {
            run = null;
            words.set("");
            clearState();
            watch.watch(false);
        }
    }

    void show(RunView newest) {
        run = newest;
        words.set(newest.node().map(name -> texts.messages().text("run.via", name)).orElse(""));
        look();
    }

    /// Whether the page is in sight: only then the engine is asked.
    void shown(boolean seen) {
        inSight = seen;
        look();
    }

    private void look() {
        RunView of = run;
        boolean wanted = inSight && of != null && of.node().isPresent() && !of.state().ended();
        watch.watch(wanted);
        if (!wanted) {
            clearState();
        }
    }

    private void showNodes(List<NodeView> nodes) {
        Optional<NodeView> node =
                Optional.ofNullable(run)
                        .flatMap(RunView::node)
                        .flatMap(name ->
                                nodes.stream()
                                        .filter(each -> each.name().equals(name))
                                        .findFirst());
        state.set(node.map(this::badge).orElse(Badge.NONE));
        detail.set(
                node.flatMap(NodeView::problem).map(texts::view).map(ProblemView::why).orElse(""));
    }

    private Badge badge(NodeView node) {
        Badge bare = texts.badge(node.state());
        Messages messages = texts.messages();
        return node.roundTrip()
                .map(time ->
                        new Badge(
                                messages.text(
                                        "run.via.trip",
                                        bare.text(),
                                        texts.formats().roundTrip(time)),
                                bare.tone()))
                .orElse(bare);
    }

    private void clearState() {
        state.set(Badge.NONE);
        detail.set("");
    }

    /// Which node reads; empty where the engine itself does.
    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /// The tunnel's state and round trip; [Badge#NONE] while it is not known.
    ReadOnlyObjectProperty<Badge> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Why there is no tunnel; empty where nothing is wrong.
    ReadOnlyStringProperty detailProperty() {
        return detail.getReadOnlyProperty();
    }
}
