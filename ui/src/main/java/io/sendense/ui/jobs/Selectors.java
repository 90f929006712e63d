package io.sendense.ui.jobs;

import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.ui.shared.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/// Objects of the inventory as entries of a selection. Pure functions.
final class Selectors {
    private Selectors() {}

    static Selector of(ObjectRef object) {
        return Selector.of(object.vcenter(), kind(object.kind()), object.id(), object.name());
    }

    static SelectorKind kind(ObjectRef.Kind kind) {
        return switch (kind) {
            case VM -> SelectorKind.VM;
            case FOLDER -> SelectorKind.FOLDER;
            case DATACENTER -> SelectorKind.DATACENTER;
            case CLUSTER -> SelectorKind.CLUSTER;
            case HOST -> SelectorKind.HOST;
            case RESOURCE_POOL -> SelectorKind.RESOURCE_POOL;
            case VAPP -> SelectorKind.VAPP;
            case TAG -> SelectorKind.TAG;
        };
    }

    /// The entries with these objects behind them, none twice.
    static List<Selector> with(List<Selector> entries, List<ObjectRef> objects) {
        List<Selector> all = new ArrayList<>(entries);
        for (ObjectRef object : objects) {
            Selector entry = of(object);
            if (all.stream().noneMatch(entry::sameObject)) {
                all.add(entry);
            }
        }
        return all;
    }

    static List<Selector> without(List<Selector> entries, List<Selector> unwanted) {
        return entries.stream()
                .filter(entry -> unwanted.stream().noneMatch(entry::sameObject))
                .toList();
    }

    /// The selection with these objects included, and no longer excluded.
    static Selection including(Selection selection, List<ObjectRef> objects) {
        return new Selection(
                with(selection.included(), objects),
                without(selection.excluded(), objects.stream().map(Selectors::of).toList()));
    }
}
