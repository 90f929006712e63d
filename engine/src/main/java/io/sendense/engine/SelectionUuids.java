package io.sendense.engine;

import io.sendense.engine.backup.Sources;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks up the instance UUIDs of VMs that a definition names by their id only. Thread-safe.
///
/// A server that does not answer keeps nobody from defining a job: the job's next execution looks
/// them up then.
final class SelectionUuids {
    private static final Logger LOG = LoggerFactory.getLogger(SelectionUuids.class);

    private final Sources sources;

    SelectionUuids(Sources sources) {
        this.sources = sources;
    }

    /// The same definition with the UUIDs that could be found.
    JobDefinition in(JobDefinition definition) throws InterruptedException {
        Map<String, Optional<Inventory>> read = new HashMap<>();
        Selection selection = definition.selection();
        return new JobDefinition(
                definition.name(),
                new Selection(found(selection.included(), read), found(selection.excluded(), read)),
                definition.repository(),
                definition.schedule(),
                definition.options(),
                definition.atOnce());
    }

    private List<Selector> found(List<Selector> entries, Map<String, Optional<Inventory>> read)
            throws InterruptedException {
        Selector[] all = entries.toArray(Selector[]::new);
        for (int i = 0; i < all.length; i++) {
            if (all[i].kind() == SelectorKind.VM && all[i].uuid().isEmpty()) {
                all[i] = found(all[i], read);
            }
        }
        return List.of(all);
    }

    private Selector found(Selector entry, Map<String, Optional<Inventory>> read)
            throws InterruptedException {
        Optional<Inventory> inventory = read.get(entry.vcenter());
        if (inventory == null) {
            inventory = read(entry.vcenter());
            read.put(entry.vcenter(), inventory);
        }
        return inventory.stream()
                .flatMap(of -> of.vms().stream())
                .filter(vm -> vm.id().value().equals(entry.id()))
                .map(VmSummary::instanceUuid)
                .filter(uuid -> !uuid.isEmpty())
                .findFirst()
                .map(uuid ->
                        new Selector(
                                entry.vcenter(),
                                entry.kind(),
                                entry.id(),
                                Optional.of(uuid),
                                entry.name()))
                .orElse(entry);
    }

    private Optional<Inventory> read(String vcenter) throws InterruptedException {
        try {
            return Optional.of(sources.source(vcenter).inventory());
        } catch (EngineException e) {
            LOG.warn("{} cannot be asked for UUIDs now: {}", vcenter, e.getMessage());
            return Optional.empty();
        }
    }
}
