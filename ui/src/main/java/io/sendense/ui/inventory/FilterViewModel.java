package io.sendense.ui.inventory;

import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;

/// What the tree is filtered by: name, power state, tag, protection. FX thread only.
public final class FilterViewModel {
    private final EngineLink link;
    private final Optional<RestorePoints> points;
    private final Comparator<TagChoice> order;
    private final StringProperty text = new SimpleStringProperty("");
    private final ObjectProperty<Optional<Power>> power =
            new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<TagChoice>> tag =
            new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<ProtectionChoice>> protection =
            new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<InventoryFilter> filter =
            new ReadOnlyObjectWrapper<>(InventoryFilter.NONE);
    private final ReadOnlyObjectWrapper<List<TagChoice>> tags =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper tagsMissing = new ReadOnlyBooleanWrapper();
    private Map<String, Tags> known = Map.of();
    private final Subscription watching;
    private boolean clearing;

    /// @param collator of tags' names
    public FilterViewModel(EngineLink link, RestorePoints points, Collator collator) {
        this(link, Optional.of(points), collator);
    }

    /// A filter that knows nothing of protection.
    FilterViewModel(EngineLink link, Collator collator) {
        this(link, Optional.empty(), collator);
    }

    private FilterViewModel(EngineLink link, Optional<RestorePoints> points, Collator collator) {
        this.link = link;
        this.points = points;
        this.order =
                Comparator.comparing(TagChoice::category, collator)
                        .thenComparing(TagChoice::name, collator);
        this.watching = link.vcenters().states().subscribe(this::readTags);
        readTags();
        text.subscribe(_ -> apply());
        power.subscribe(_ -> apply());
        tag.subscribe(_ -> apply());
        protection.subscribe(_ -> apply());
        points.ifPresent(known -> known.indexProperty().subscribe(() -> applyPoints(known)));
    }

    void leave() {
        watching.unsubscribe();
    }

    /// Only where it counts: who looks for no protection sees no difference. Also where the points
    /// are what they were: time has passed.
    private void applyPoints(RestorePoints read) {
        if (read.indexProperty().get().known() && protection.get().isPresent()) {
            apply();
        }
    }

    private void readTags() {
        Map<String, Tags> now = new HashMap<>();
        for (VCenterState state : link.vcenters().states()) {
            state.inventory().ifPresent(inventory -> now.put(state.name(), inventory.tags()));
        }
        if (now.equals(known)) {
            return;
        }
        known = now;
        tagsMissing.set(now.values().stream().anyMatch(each -> !each.readable()));
        tags.set(
                now.values().stream()
                        .flatMap(each -> each.all().stream())
                        .map(FilterViewModel::choice)
                        .distinct()
                        .sorted(order)
                        .toList());
        if (tag.get().isPresent()) {
            apply();
        }
    }

    static TagChoice choice(Tag tag) {
        return new TagChoice(tag.category(), tag.name());
    }

    private void apply() {
        if (!clearing) {
            filter.set(new InventoryFilter(text.get(), condition()));
        }
    }

    private Optional<Predicate<InventoryNode>> condition() {
        return List.of(
                        power.get().map(FilterViewModel::has),
                        tag.get().map(this::bears),
                        protection.get().map(this::is))
                .stream()
                .flatMap(Optional::stream)
                .reduce(Predicate::and);
    }

    private static Predicate<InventoryNode> has(Power wanted) {
        return node -> node.power() == wanted;
    }

    private Predicate<InventoryNode> bears(TagChoice wanted) {
        Map<String, Set<String>> ids = new HashMap<>();
        known.forEach((vcenter, each) ->
                each.all().stream()
                        .filter(one -> choice(one).equals(wanted))
                        .forEach(one ->
                                ids.computeIfAbsent(vcenter, _ -> new HashSet<>()).add(one.id())));
        return node -> {
            Set<String> wantedIds = ids.getOrDefault(node.vcenter(), Set.of());
            return node.traits().tags().stream().anyMatch(wantedIds::contains);
        };
    }

    private Predicate<InventoryNode> is(ProtectionChoice wanted) {
        BiFunction<String, String, Optional<ProtectionChoice>> protections =
                points.map(RestorePoints::protections).orElse((_, _) -> Optional.empty());
        return node -> {
            Optional<ProtectionChoice> is = protections.apply(node.vcenter(), node.traits().uuid());
            boolean neverAsWell =
                    wanted == ProtectionChoice.NOT_LATELY
                            && is.equals(Optional.of(ProtectionChoice.NEVER));
            return node.kind() == NodeKind.VM && (is.equals(Optional.of(wanted)) || neverAsWell);
        };
    }

    /// Shows everything again.
    void clear() {
        clearing = true;
        text.set("");
        power.set(Optional.empty());
        tag.set(Optional.empty());
        protection.set(Optional.empty());
        clearing = false;
        apply();
    }

    /// Whether anything but the name is filtered by.
    boolean hasConditions() {
        return filter.get().vms().isPresent();
    }

    StringProperty textProperty() {
        return text;
    }

    ObjectProperty<Optional<Power>> powerProperty() {
        return power;
    }

    ObjectProperty<Optional<TagChoice>> tagProperty() {
        return tag;
    }

    ObjectProperty<Optional<ProtectionChoice>> protectionProperty() {
        return protection;
    }

    /// What counts now.
    ReadOnlyObjectProperty<InventoryFilter> filterProperty() {
        return filter.getReadOnlyProperty();
    }

    /// All tags there are, by category and name.
    ReadOnlyObjectProperty<List<TagChoice>> tagsProperty() {
        return tags.getReadOnlyProperty();
    }

    /// Whether a vCenter does not show its tags.
    ReadOnlyBooleanProperty tagsMissingProperty() {
        return tagsMissing.getReadOnlyProperty();
    }
}
