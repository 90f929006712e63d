package io.sendense.ui.inventory;

import io.sendense.engine.problem.Problem;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.shared.Messages;
import java.text.Collator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Puts the vCenters in order as a tree, off the FX thread, one time after the other: what changes
/// while it is done is in the next. FX thread only.
final class Ordering {
    private final EngineLink link;
    private final Messages messages;
    private final OrderedTrees trees;
    private final Supplier<View> view;
    private final Consumer<Ordered> done;
    private final Consumer<? super Problem> failed;
    private boolean busy;
    private boolean again;

    /// How the tree is looked at. Immutable.
    record View(TreeMode mode, InventoryFilter filter) {}

    /// The vCenters in order. Immutable.
    ///
    /// @param states what they were
    /// @param all a line for each, with all that is below
    /// @param shown what the view's filter leaves of them
    record Ordered(
            List<VCenterState> states,
            View view,
            List<InventoryNode> all,
            List<InventoryNode> shown) {}

    /// @param view asked whenever it begins
    /// @param done told what came of it
    Ordering(
            EngineLink link,
            Messages messages,
            Collator collator,
            Supplier<View> view,
            Consumer<Ordered> done,
            Consumer<? super Problem> failed) {
        this.link = link;
        this.messages = messages;
        this.trees = new OrderedTrees(collator);
        this.view = view;
        this.done = done;
        this.failed = failed;
    }

    /// Begins, now or when it has done what it does.
    void begin() {
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        List<VCenterState> states = List.copyOf(link.vcenters().states());
        View now = view.get();
        link.tasks()
                .call(
                        () -> ordered(states, now),
                        answer -> {
                            busy = false;
                            done.accept(answer);
                            next();
                        },
                        why -> {
                            busy = false;
                            failed.accept(why);
                            next();
                        });
    }

    private void next() {
        if (again) {
            again = false;
            begin();
        }
    }

    private Ordered ordered(List<VCenterState> states, View now) {
        trees.keepOnly(states);
        List<InventoryNode> all = states.stream().map(state -> node(state, now.mode())).toList();
        List<InventoryNode> shown =
                all.stream().flatMap(node -> now.filter().keep(node).stream()).toList();
        return new Ordered(states, now, all, shown);
    }

    private InventoryNode node(VCenterState state, TreeMode mode) {
        String words =
                switch (state.link()) {
                    case CONNECTED -> "";
                    case CONNECTING -> messages.text("inventory.vcenter.connecting");
                    case FAILED -> messages.text("inventory.vcenter.failed");
                };
        return new InventoryNode(
                NodeKind.VCENTER,
                state.name(),
                state.name(),
                state.name(),
                Power.NONE,
                words,
                trees.below(state, mode));
    }
}
