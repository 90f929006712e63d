package io.sendense.ui.bridge;

import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.shared.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks how it stands with the nodes for as long as somebody looks, and not at all otherwise: the
/// engine does not tell of them by itself. Between an answer and the next question lie two seconds.
/// FX thread only.
public final class NodeWatch {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final EngineLink link;
    private final Consumer<? super List<NodeView>> told;
    private final Consumer<? super Problem> failed;
    private Tasks.@Nullable Work asking;
    private boolean watching;
    private int round;

    /// @param told every answer, by name
    /// @param failed why there was none; it goes on asking
    public NodeWatch(
            EngineLink link,
            Consumer<? super List<NodeView>> told,
            Consumer<? super Problem> failed) {
        this.link = link;
        this.told = told;
        this.failed = failed;
    }

    /// Begins or ends to ask. After the end no answer arrives. Repeatable.
    public void watch(boolean wanted) {
        if (wanted == watching) {
            return;
        }
        watching = wanted;
        round++;
        if (wanted) {
            ask();
        } else {
            stop();
        }
    }

    /// Asks at once where it is asking anyway.
    public void askNow() {
        if (watching) {
            round++;
            stop();
            ask();
        }
    }

    private void stop() {
        Tasks.Work under = asking;
        asking = null;
        if (under != null) {
            under.cancel();
        }
    }

    private void ask() {
        asking =
                link.tasks()
                        .call(
                                () -> link.engine().nodes().list(),
                                nodes -> {
                                    planNext();
                                    told.accept(nodes);
                                },
                                why -> {
                                    planNext();
                                    failed.accept(why);
                                });
    }

    private void planNext() {
        int planned = round;
        link.tasks()
                .onScreenAfter(
                        PAUSE,
                        () -> {
                            if (watching && round == planned) {
                                ask();
                            }
                        });
    }
}
