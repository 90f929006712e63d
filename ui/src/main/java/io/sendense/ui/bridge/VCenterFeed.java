package io.sendense.ui.bridge;

import io.sendense.engine.Engine;
import io.sendense.engine.VCenter;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.ui.shared.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The vCenters the engine knows, with their inventories, for the screen. FX thread only.
///
/// Inventories are read one vCenter apart from the other, so that a slow or dead one holds up
/// nobody. What the engine tells of changes is put on top of what was read; what it tells while an
/// inventory is being read, on top of that one too, as it may be older.
public final class VCenterFeed {
    private final Engine engine;
    private final Tasks tasks;
    private final Consumer<? super Problem> failed;
    private final ObservableList<VCenterState> states = FXCollections.observableArrayList();
    private final Map<String, Tasks.Work> reading = new HashMap<>();

    /// By vCenter that is being read: what was told since the reading began.
    private final Map<String, List<InventoryChange>> meanwhile = new HashMap<>();

    private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper(this, "listed");

    /// @param failed told when the engine cannot even list its vCenters
    public VCenterFeed(Engine engine, Tasks tasks, Consumer<? super Problem> failed) {
        this.engine = engine;
        this.tasks = tasks;
        this.failed = failed;
    }

    /// Follows what this feed is told, from now on.
    public void follow(RunFeed told) {
        told.watch(changes -> {
            changes.inventories().forEach(this::change);
            if (changes.vcentersChanged()) {
                tasks.call(engine::vcenters, this::follow, failed);
            }
        });
    }

    /// Takes up what was added and lets go of what was removed, wherever that was done; the others
    /// stay as they are.
    private void follow(List<VCenter> vcenters) {
        List<VCenter> added = new ArrayList<>();
        List<VCenterState> now = new ArrayList<>();
        for (VCenter vcenter : vcenters) {
            Optional<VCenterState> known =
                    state(vcenter.name()).filter(state -> state.vcenter().equals(vcenter));
            if (known.isEmpty()) {
                added.add(vcenter);
            }
            now.add(known.orElseGet(() -> VCenterState.connecting(vcenter, Optional.empty())));
        }
        if (!now.equals(List.copyOf(states))) {
            states.setAll(now);
        }
        listed.set(true);
        added.forEach(this::read);
    }

    private void change(String name, InventoryChange change) {
        meanwhile.getOrDefault(name, new ArrayList<>()).add(change);
        replace(name, state -> state.changed(change));
    }

    /// By name, in the engine's order. Replaced element by element; do not change.
    public ObservableList<VCenterState> states() {
        return states;
    }

    /// Whether the list of vCenters was read once: before that, an empty list means nothing.
    public ReadOnlyBooleanProperty listedProperty() {
        return listed.getReadOnlyProperty();
    }

    /// Reads the list and every inventory anew.
    public void refresh() {
        tasks.call(engine::vcenters, this::show, failed);
    }

    /// Reads one vCenter's inventory anew.
    public void refresh(String name) {
        state(name).ifPresent(known -> read(known.vcenter()));
    }

    public Optional<VCenterState> state(String name) {
        return states.stream().filter(state -> state.name().equals(name)).findFirst();
    }

    private void show(List<VCenter> vcenters) {
        Map<String, VCenterState> before = new HashMap<>();
        states.forEach(state -> before.put(state.name(), state));
        states.setAll(
                vcenters.stream()
                        .map(vcenter -> keep(vcenter, before.get(vcenter.name())))
                        .toList());
        listed.set(true);
        vcenters.forEach(this::read);
    }

    private static VCenterState keep(VCenter vcenter, @Nullable VCenterState before) {
        return VCenterState.connecting(
                vcenter, before == null ? Optional.empty() : before.inventory());
    }

    private void read(VCenter vcenter) {
        Tasks.Work before = reading.remove(vcenter.name());
        if (before != null) {
            before.cancel();
        }
        replace(vcenter.name(), state -> VCenterState.connecting(vcenter, state.inventory()));
        List<InventoryChange> since = new ArrayList<>();
        meanwhile.put(vcenter.name(), since);
        reading.put(
                vcenter.name(),
                tasks.call(
                        () -> engine.inventory(vcenter.name()),
                        inventory -> {
                            meanwhile.remove(vcenter.name(), since);
                            replace(vcenter.name(), state -> state.connected(inventory));
                            since.forEach(change ->
                                    replace(vcenter.name(), state -> state.changed(change)));
                        },
                        problem -> {
                            meanwhile.remove(vcenter.name(), since);
                            replace(vcenter.name(), state -> state.failed(problem));
                        }));
    }

    private void replace(String name, UnaryOperator<VCenterState> change) {
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).name().equals(name)) {
                states.set(i, change.apply(states.get(i)));
                return;
            }
        }
    }
}
