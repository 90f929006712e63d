package io.sendense.engine.catalog;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The restore points, as the repositories hold them: those are the truth, this can be rebuilt.
/// Thread-safe; each call is one transaction.
public final class PointTable {
    private final Database database;

    PointTable(Database database) {
        this.database = database;
    }

    /// Ends a run with the restore point it published: the point's rows and the run's end are in
    /// the catalog together or not at all.
    ///
    /// @param from the state the run has to be in
    /// @param to `COMPLETED` without warnings, `COMPLETED_WITH_WARNING` with
    /// @return false if the run is not in state `from`; nothing is changed then
    /// @throws IllegalArgumentException no run may go this way, or warnings do not fit `to`
    /// @throws IllegalStateException a disk of the run is not `COMPLETED`
    public boolean recordCompletion(
            RunId run,
            RunState from,
            RunState to,
            Instant ended,
            List<Problem> warnings,
            PointRow point,
            List<PointDiskRow> disks) {
        RunTable.requireLegal(from, to);
        if (!to.succeeded() || warnings.isEmpty() != (to == RunState.COMPLETED)) {
            throw new IllegalArgumentException(
                    "a run with a restore point and %d warnings does not end as %s"
                            .formatted(warnings.size(), to));
        }
        if (!point.run().equals(Optional.of(run))) {
            throw new IllegalArgumentException(
                    "point %s is of run %s, not of run %s".formatted(point.id(), point.run(), run));
        }
        RunTable.RunEnd end =
                new RunTable.RunEnd(to, ended, Optional.empty(), warnings, Optional.of(point.id()));
        return database.write(handle -> {
            if (!RunTable.end(handle, run, from, end)) {
                return false;
            }
            List<Integer> incomplete = RunDiskTable.incomplete(handle, run);
            if (!incomplete.isEmpty()) {
                throw new IllegalStateException(
                        "run %s cannot complete: its disks %s have not".formatted(run, incomplete));
            }
            PointRows.insert(handle, point, disks);
            return true;
        });
    }

    /// Adds a point found in a repository. Parents have to be added before what is backed by them.
    ///
    /// @return false if there is a point of this id; nothing is changed then
    /// @throws CatalogException `INTERNAL-ERROR` where repository or a parent is not in the catalog
    public boolean insertImported(PointRow point, List<PointDiskRow> disks) {
        return database.write(handle -> {
            if (!select(handle, "p.id = :id", "id", point.id()).isEmpty()) {
                return false;
            }
            PointRows.insert(handle, point, disks);
            return true;
        });
    }

    /// All points, newest first.
    public List<StoredPoint> list() {
        return database.read(handle -> select(handle, "p.id <> :none", "none", ""));
    }

    /// The points whose id begins so, newest first: none, one, or several where the prefix is
    /// ambiguous.
    public List<StoredPoint> find(String prefix) {
        if (!PointIds.valid(prefix)) {
            return List.of();
        }
        return database.read(handle -> select(handle, "p.id like :prefix", "prefix", prefix + "%"));
    }

    private static List<StoredPoint> select(
            Handle handle, String condition, String name, String value) {
        return PointRows.select(
                handle,
                handle.createQuery(
                                "select p.*, r.name as repository_name from restore_point p"
                                        + " join repository r on r.id = p.repository_id where "
                                        + condition
                                        + " order by p.created desc, p.id")
                        .bind(name, value));
    }

    /// Forgets a point that was removed from its repository.
    ///
    /// @return false if there is none of this id
    /// @throws CatalogException `INTERNAL-ERROR` where another point is backed by it
    public boolean remove(String id) {
        return database.write(handle ->
                handle.createUpdate("delete from restore_point where id = :id")
                                .bind("id", id)
                                .execute()
                        == 1);
    }
}
