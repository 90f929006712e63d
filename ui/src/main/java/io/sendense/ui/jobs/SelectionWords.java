package io.sendense.ui.jobs;

import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/// What a selection holds, in a line: `3 VMs, folder Shop, without 1`. Immutable.
final class SelectionWords {
    /// So many VMs are named; more are counted.
    private static final int NAMED = 2;

    private final Messages messages;

    SelectionWords(Messages messages) {
        this.messages = messages;
    }

    String of(Selection selection) {
        List<String> parts = new ArrayList<>();
        List<Selector> vms =
                selection.included().stream()
                        .filter(entry -> entry.kind() == SelectorKind.VM)
                        .toList();
        if (vms.size() > NAMED) {
            parts.add(messages.text("jobs.holds.vms", vms.size()));
        } else {
            vms.forEach(vm -> parts.add(vm.name()));
        }
        selection.included().stream()
                .filter(entry -> entry.kind() != SelectorKind.VM)
                .forEach(entry -> parts.add(entry(entry)));
        if (!selection.excluded().isEmpty()) {
            parts.add(messages.text("jobs.holds.without", selection.excluded().size()));
        }
        return String.join(", ", parts);
    }

    /// One entry, with what it is: `folder Shop`; a VM is its name.
    String entry(Selector entry) {
        return of(entry.kind(), entry.name());
    }

    String entry(ObjectRef object) {
        return of(Selectors.kind(object.kind()), object.name());
    }

    private String of(SelectorKind kind, String name) {
        return switch (kind) {
            case VM -> name;
            case FOLDER -> messages.text("jobs.holds.folder", name);
            case DATACENTER -> messages.text("jobs.holds.datacenter", name);
            case CLUSTER -> messages.text("jobs.holds.cluster", name);
            case HOST -> messages.text("jobs.holds.host", name);
            case RESOURCE_POOL -> messages.text("jobs.holds.pool", name);
            case VAPP -> messages.text("jobs.holds.vapp", name);
            case TAG -> messages.text("jobs.holds.tag", name);
        };
    }
}
