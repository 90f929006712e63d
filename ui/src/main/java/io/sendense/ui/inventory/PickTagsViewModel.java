package io.sendense.ui.inventory;

import io.sendense.engine.source.inventory.Tags;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.shared.ObjectRef;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/// The tags of all vCenters to choose from, by category and name. FX thread only.
public final class PickTagsViewModel {
    private final EngineLink link;
    private final ObservableList<ObjectRef> tags = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper unreadable = new ReadOnlyBooleanWrapper();
    private final StringProperty search = new SimpleStringProperty("");
    private final Subscription watching;

    public PickTagsViewModel(EngineLink link) {
        this.link = link;
        this.watching = link.vcenters().states().subscribe(this::show);
        search.subscribe(_ -> show());
    }

    /// Follows the vCenters no longer: what showed these tags is closed.
    public void leave() {
        watching.unsubscribe();
    }

    private void show() {
        String wanted = search.get().strip().toLowerCase(Locale.ROOT);
        List<ObjectRef> now =
                link.vcenters().states().stream()
                        .flatMap(state ->
                                tags(state).all().stream()
                                        .map(tag ->
                                                new ObjectRef(
                                                        state.name(),
                                                        ObjectRef.Kind.TAG,
                                                        tag.id(),
                                                        tag.category() + "/" + tag.name())))
                        .filter(tag -> tag.name().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        if (!now.equals(tags)) {
            tags.setAll(now);
        }
        unreadable.set(
                link.vcenters().states().stream().anyMatch(state -> !tags(state).readable()));
    }

    private static Tags tags(VCenterState state) {
        return state.inventory().map(read -> read.tags()).orElse(Tags.NONE);
    }

    /// Those whose category or name contains what is searched for.
    ObservableList<ObjectRef> tags() {
        return tags;
    }

    /// Whether a vCenter does not show its tags: there may be more than are listed.
    ReadOnlyBooleanProperty unreadableProperty() {
        return unreadable.getReadOnlyProperty();
    }

    StringProperty searchProperty() {
        return search;
    }
}
