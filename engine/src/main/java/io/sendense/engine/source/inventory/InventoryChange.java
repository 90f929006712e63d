package io.sendense.engine.source.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What makes one inventory into a later one of the same vCenter. Applying it twice, or to an
/// inventory that has some of it already, does no harm. Immutable.
///
/// @param containers new and changed ones, as they are now
/// @param vms new and changed ones, as they are now
/// @param gone ids of containers and VMs that are no longer there
/// @param tags all of them as they are now; absent where none has changed
public record InventoryChange(
        List<Container> containers, List<VmSummary> vms, List<ObjectId> gone, Optional<Tags> tags) {
    public InventoryChange {
        containers = List.copyOf(containers);
        vms = List.copyOf(vms);
        gone = List.copyOf(gone);
    }

    /// A change that is none of tags.
    public InventoryChange(List<Container> containers, List<VmSummary> vms, List<ObjectId> gone) {
        this(containers, vms, gone, Optional.empty());
    }

    /// What differs.
    public static InventoryChange between(Inventory before, Inventory after) {
        List<ObjectId> gone = new ArrayList<>();
        return new InventoryChange(
                changed(before.containers(), after.containers(), Container::id, gone),
                changed(before.vms(), after.vms(), VmSummary::id, gone),
                gone,
                Optional.of(after.tags()).filter(tags -> !tags.equals(before.tags())));
    }

    private static <T> List<T> changed(
            List<T> before, List<T> after, Function<T, ObjectId> id, List<ObjectId> gone) {
        Map<ObjectId, T> old = byId(before, id);
        List<T> changed = new ArrayList<>();
        for (T now : after) {
            if (!now.equals(old.remove(id.apply(now)))) {
                changed.add(now);
            }
        }
        gone.addAll(old.keySet());
        return changed;
    }

    private static <T> Map<ObjectId, T> byId(Collection<T> all, Function<T, ObjectId> id) {
        Map<ObjectId, T> found = new LinkedHashMap<>(all.size() * 2);
        all.forEach(one -> found.put(id.apply(one), one));
        return found;
    }

    public boolean isEmpty() {
        return containers.isEmpty() && vms.isEmpty() && gone.isEmpty() && tags.isEmpty();
    }

    /// This change and then a later one, as one: no larger than the inventory, however many are put
    /// together.
    public InventoryChange then(InventoryChange next) {
        Set<ObjectId> allGone = new LinkedHashSet<>(gone);
        Map<ObjectId, Container> allContainers =
                newest(containers, next.containers, Container::id, allGone);
        Map<ObjectId, VmSummary> allVms = newest(vms, next.vms, VmSummary::id, allGone);
        for (ObjectId id : next.gone) {
            allContainers.remove(id);
            allVms.remove(id);
            allGone.add(id);
        }
        return new InventoryChange(
                List.copyOf(allContainers.values()),
                List.copyOf(allVms.values()),
                List.copyOf(allGone),
                next.tags.or(() -> tags));
    }

    private static <T> Map<ObjectId, T> newest(
            List<T> first, List<T> next, Function<T, ObjectId> id, Set<ObjectId> gone) {
        Map<ObjectId, T> all = byId(first, id);
        for (T one : next) {
            all.put(id.apply(one), one);
            gone.remove(id.apply(one));
        }
        return all;
    }

    /// The later inventory: what changed stays in its place, what is new comes last.
    public Inventory appliedTo(Inventory inventory) {
        Set<ObjectId> leaving = Set.copyOf(gone);
        return new Inventory(
                applied(inventory.containers(), containers, Container::id, leaving),
                applied(inventory.vms(), vms, VmSummary::id, leaving),
                tags.orElse(inventory.tags()));
    }

    private static <T> List<T> applied(
            List<T> before, List<T> changed, Function<T, ObjectId> id, Set<ObjectId> leaving) {
        Map<ObjectId, T> news = new LinkedHashMap<>(byId(changed, id));
        Map<ObjectId, T> left = new HashMap<>(news);
        List<T> after = new ArrayList<>(before.size() + changed.size());
        for (T one : before) {
            T now = left.remove(id.apply(one));
            if (now != null) {
                after.add(now);
            } else if (!leaving.contains(id.apply(one))) {
                after.add(one);
            }
        }
        news.forEach((key, one) -> {
            if (left.containsKey(key)) {
                after.add(one);
            }
        });
        return after;
    }
}
