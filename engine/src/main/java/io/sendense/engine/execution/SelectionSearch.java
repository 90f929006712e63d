package io.sendense.engine.execution;

import io.sendense.engine.backup.Sources;
import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.job.ResolvedSelection;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.source.inventory.Inventory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Finds the VMs of selections on their vCenters, as they are now. Thread-safe.
public final class SelectionSearch {
    private final Sources sources;

    public SelectionSearch(Sources sources) {
        this.sources = sources;
    }

    /// Reads the inventories of all vCenters of a selection at once, and looks its entries up. A
    /// vCenter that cannot be read is in the result.
    public ResolvedSelection find(Selection selection) throws InterruptedException {
        Map<String, Inventory> inventories = new HashMap<>();
        Map<String, Problem> away = new HashMap<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("selection ", 1).factory())) {
            Map<String, Future<Inventory>> readings = new LinkedHashMap<>();
            for (String vcenter : vcenters(selection)) {
                readings.put(vcenter, threads.submit(() -> sources.source(vcenter).inventory()));
            }
            try {
                for (var reading : readings.entrySet()) {
                    take(reading.getKey(), reading.getValue(), inventories, away);
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        return ResolvedSelection.of(selection, inventories, away);
    }

    private static List<String> vcenters(Selection selection) {
        return Stream.concat(selection.included().stream(), selection.excluded().stream())
                .map(Selector::vcenter)
                .distinct()
                .toList();
    }

    private static void take(
            String vcenter,
            Future<Inventory> reading,
            Map<String, Inventory> inventories,
            Map<String, Problem> away)
            throws InterruptedException {
        try {
            inventories.put(vcenter, reading.get());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case EngineException known -> away.put(vcenter, known.problem());
                case CatalogException known -> away.put(vcenter, known.problem());
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
