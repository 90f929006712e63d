package io.sendense.engine.catalog;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.Waits;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// One row per disk of a run; it stands there before the disk's transfer begins. Thread-safe; each
/// call is one transaction. `RunTable.find` reads the rows.
///
/// The database itself refuses a second row with a run's key, and a `COMPLETED` whose bytes do not
/// add up to its plan.
public final class RunDiskTable {
    private static final List<String> LIVING = RunStates.diskNames(state -> !state.ended());

    private final Database database;

    RunDiskTable(Database database) {
        this.database = database;
    }

    /// Records a disk as `WAITING`.
    public void insert(RunId run, int key, String label, long capacityBytes) {
        database.write(handle ->
                handle.createUpdate(
                                """
                                insert into run_disk (run_id, disk_key, label, capacity_bytes, state,
                                    planned_bytes, written_bytes, zeroed_bytes, equal_bytes)
                                values (:run, :key, :label, :capacity, 'WAITING', 0, 0, 0, 0)
                                """)
                        .bind("run", run.value())
                        .bind("key", key)
                        .bind("label", label)
                        .bind("capacity", capacityBytes)
                        .execute());
    }

    /// Records the plan of a `WAITING` disk, which is `TRANSFERRING` then.
    ///
    /// @throws IllegalStateException there is no such disk, or it is not waiting
    public void plan(RunId run, int key, DiskPlan plan) {
        boolean planned =
                database.write(handle ->
                        handle.createUpdate(
                                                """
                                                update run_disk set state = 'TRANSFERRING',
                                                    planned_bytes = :planned, mode = :mode,
                                                    full_reason = :reason, transport = :transport,
                                                    export = :export
                                                where run_id = :run and disk_key = :key
                                                    and state = 'WAITING'
                                                """)
                                        .bind("run", run.value())
                                        .bind("key", key)
                                        .bind("planned", plan.plannedBytes())
                                        .bind("mode", plan.mode().name())
                                        .bind(
                                                "reason",
                                                plan.fullReason().map(Enum::name).orElse(null))
                                        .bind("transport", plan.transport())
                                        .bind("export", plan.export())
                                        .execute()
                                == 1);
        if (!planned) {
            throw new IllegalStateException("run " + run + " has no waiting disk " + key);
        }
    }

    /// Records how far a disk is. Without effect once it has ended.
    public void progress(RunId run, int key, long writtenBytes, long zeroedBytes, long equalBytes) {
        database.write(handle ->
                handle.createUpdate(
                                """
                                update run_disk set written_bytes = :written, zeroed_bytes = :zeroed,
                                    equal_bytes = :equal
                                where run_id = :run and disk_key = :key and state = 'TRANSFERRING'
                                """)
                        .bind("run", run.value())
                        .bind("key", key)
                        .bind("written", writtenBytes)
                        .bind("zeroed", zeroedBytes)
                        .bind("equal", equalBytes)
                        .execute());
    }

    /// Records where the time of a disk's move has gone. Without effect once it has ended.
    public void waited(RunId run, int key, Waits waits) {
        database.write(handle ->
                handle.createUpdate(
                                """
                                update run_disk set source_nanos = :source, network_nanos = :network,
                                    target_nanos = :target, limit_nanos = :limit, rest_nanos = :rest
                                where run_id = :run and disk_key = :key and state in (<living>)
                                """)
                        .bind("run", run.value())
                        .bind("key", key)
                        .bind("source", waits.source().toNanos())
                        .bind("network", waits.network().toNanos())
                        .bind("target", waits.target().toNanos())
                        .bind("limit", waits.limit().toNanos())
                        .bind("rest", waits.rest().toNanos())
                        .bindList("living", LIVING)
                        .execute());
    }

    /// Takes a `FAILED` disk back to `WAITING`, as if it had never begun.
    ///
    /// @throws IllegalStateException there is no such disk, or it has not failed
    public void retry(RunId run, int key) {
        boolean taken =
                database.write(handle ->
                        handle.createUpdate(
                                                """
                                                update run_disk set state = 'WAITING', planned_bytes = 0,
                                                    written_bytes = 0, zeroed_bytes = 0, equal_bytes = 0,
                                                    source_nanos = 0, network_nanos = 0,
                                                    target_nanos = 0, limit_nanos = 0, rest_nanos = 0,
                                                    mode = null, full_reason = null, transport = null,
                                                    export = null, problem = null
                                                where run_id = :run and disk_key = :key
                                                    and state = 'FAILED'
                                                """)
                                        .bind("run", run.value())
                                        .bind("key", key)
                                        .execute()
                                == 1);
        if (!taken) {
            throw new IllegalStateException("run " + run + " has no failed disk " + key);
        }
    }

    /// Ends a disk.
    ///
    /// @param problem why it failed; needed for `FAILED`
    /// @return false if there is no such disk or it has ended; nothing is changed then
    public boolean end(
            RunId run,
            int key,
            DiskState state,
            long writtenBytes,
            long zeroedBytes,
            long equalBytes,
            Optional<Problem> problem) {
        if (!state.ended()) {
            throw new IllegalArgumentException(state + " is no end of a disk");
        }
        return database.write(handle ->
                handle.createUpdate(
                                        """
                                        update run_disk set state = :state, written_bytes = :written,
                                            zeroed_bytes = :zeroed, equal_bytes = :equal, problem = :problem
                                        where run_id = :run and disk_key = :key and state in (<living>)
                                        """)
                                .bind("run", run.value())
                                .bind("key", key)
                                .bind("state", state.name())
                                .bind("written", writtenBytes)
                                .bind("zeroed", zeroedBytes)
                                .bind("equal", equalBytes)
                                .bind("problem", Values.json(problem))
                                .bindList("living", LIVING)
                                .execute()
                        == 1);
    }

    /// Keys of the run's disks that are not `COMPLETED`.
    static List<Integer> incomplete(Handle handle, RunId run) {
        return handle.createQuery(
                        "select disk_key from run_disk where run_id = :run and state <> 'COMPLETED'"
                                + " order by disk_key")
                .bind("run", run.value())
                .mapTo(Integer.class)
                .list();
    }
}
