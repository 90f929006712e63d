package io.sendense.engine.backup;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.StoredPoint;
import io.sendense.engine.catalog.VCenterRow;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.LayerParent;
import io.sendense.engine.repository.point.ManifestDisk;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives rows in the catalog to restore points that only their repository knows: of a lost catalog,
/// or made by another engine in the same folder. Stateless.
public final class PointAdoption {
    private static final Logger LOG = LoggerFactory.getLogger(PointAdoption.class);

    private final Catalog catalog;

    public PointAdoption(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Whether a point is what a run published: run numbers alone do not tell, as every catalog
    /// begins with 1.
    static boolean made(RunView run, RestorePoint point) {
        return point.manifest().run() == run.id().value()
                && point.vm().instanceUuid().equals(run.vmUuid())
                && !point.created().isBefore(run.started())
                && disksOf(run).equals(disksOf(point));
    }

    private static Set<List<Long>> disksOf(RunView run) {
        return run.disks().stream()
                .map(disk -> List.of((long) disk.key(), disk.capacityBytes()))
                .collect(Collectors.toSet());
    }

    private static Set<List<Long>> disksOf(RestorePoint point) {
        return point.manifest().disks().stream()
                .map(disk -> List.of((long) disk.key(), disk.capacityBytes()))
                .collect(Collectors.toSet());
    }

    /// Adopts all points of a repository, but those of runs that have not ended, and those that
    /// lack a layer below.
    ///
    /// @return how many the catalog did not know
    public int adoptAll(String name, Repository repository) throws EngineException {
        return adopt(name, repository, _ -> true);
    }

    /// Adopts what a point of a run is backed by, where it is not known: another engine may have
    /// made it since this one looked.
    void adoptParents(String name, Repository repository, RestorePoint child)
            throws EngineException {
        if (known().containsAll(parents(child).map(parent -> parent.point().value()).toList())) {
            return;
        }
        adopt(
                name,
                repository,
                point ->
                        parentOf(point).equals(parentOf(child))
                                && point.manifest().sequence() < child.manifest().sequence());
    }

    private static Path parentOf(RestorePoint point) {
        return Objects.requireNonNull(point.folder().getParent());
    }

    private Set<String> known() {
        return catalog.points().list().stream()
                .map(StoredPoint::point)
                .map(point -> point.id())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<LayerParent> parents(RestorePoint point) {
        return point.manifest().disks().stream()
                .map(ManifestDisk::parent)
                .flatMap(Optional::stream);
    }

    /// Parents before their children, so that each finds its own.
    private int adopt(String name, Repository repository, Predicate<RestorePoint> wanted)
            throws EngineException {
        int adopted = 0;
        Set<String> known = known();
        List<RestorePoint> found =
                repository.points().stream()
                        .filter(point -> !known.contains(point.id().value()))
                        .filter(wanted)
                        .filter(point -> !ofALivingRun(point))
                        .sorted(Comparator.comparingLong(point -> point.manifest().sequence()))
                        .toList();
        for (RestorePoint point : found) {
            if (!parents(point).allMatch(parent -> known.contains(parent.point().value()))) {
                LOG.warn("{} is not adopted: a layer below it is missing", point.folder());
                continue;
            }
            CatalogedPoint rows =
                    CatalogedPoint.of(
                            point, name, repository.root(), vcenterOf(point), Optional.empty());
            if (catalog.points().insertImported(rows.point(), rows.disks())) {
                adopted++;
            }
            known.add(point.id().value());
        }
        return adopted;
    }

    private boolean ofALivingRun(RestorePoint point) {
        return point.manifest().run() > 0
                && catalog.runs()
                        .find(new RunId(point.manifest().run()))
                        .filter(run -> !run.state().ended())
                        .filter(run -> made(run, point))
                        .isPresent();
    }

    /// The name that the VM's vCenter has here; empty where it is not known.
    private String vcenterOf(RestorePoint point) {
        return catalog.vcenters().list().stream()
                .filter(row ->
                        row.instanceUuid()
                                .filter(point.vm().sourceUuid()::equalsIgnoreCase)
                                .isPresent())
                .map(VCenterRow::name)
                .findFirst()
                .orElse("");
    }
}
