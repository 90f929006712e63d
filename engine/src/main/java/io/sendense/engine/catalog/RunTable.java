package io.sendense.engine.catalog;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// One row per run, changed only along `RunState.canBecome`. Thread-safe; each call is one
/// transaction and compares before it sets, so that of two callers one wins.
///
/// A run that made a restore point is ended by `PointTable.recordCompletion`.
public final class RunTable {
    private static final List<String> LIVING = RunStates.names(state -> !state.ended());

    private final Database database;

    RunTable(Database database) {
        this.database = database;
    }

    /// Records a run as `PENDING`.
    public RunId insert(NewRun run) {
        return database.write(handle ->
                handle.createUpdate(
                                """
                                insert into run (vcenter_id, vcenter_name, vm_name, vm_moref, vm_uuid,
                                    repository_id, repository_name, state, started, bytes_per_second,
                                    node_name, warnings,
                                    program_version, program_commit)
                                values ((select id from vcenter where name = :vcenter), :vcenter,
                                    :vmName, :vmMoref, :vmUuid,
                                    (select id from repository where name = :repository), :repository,
                                    'PENDING', :started, :rate, :node, '[]', :version, :commit)
                                """)
                        .bind("vcenter", run.vcenter())
                        .bind("vmName", run.vmName())
                        .bind("vmMoref", run.vmMoref())
                        .bind("vmUuid", run.vmUuid())
                        .bind("repository", run.repository())
                        .bind("started", Values.utc(run.started()))
                        .bind("rate", run.bandwidth().bytesPerSecond())
                        .bind("node", run.node().orElse(null))
                        .bind("version", run.programVersion())
                        .bind("commit", run.programCommit())
                        .executeAndReturnGeneratedKeys("id")
                        .map((row, _) -> new RunId(row.getLong(1)))
                        .one());
    }

    /// Takes a run from one living state to another.
    ///
    /// @return false if it is not in state `from`; nothing is changed then
    /// @throws IllegalArgumentException no run may go this way, or `to` ends it
    public boolean changeState(RunId id, RunState from, RunState to) {
        requireLegal(from, to);
        if (to.ended()) {
            throw new IllegalArgumentException("a run is ended with its time, not only as " + to);
        }
        return database.write(handle ->
                handle.createUpdate("update run set state = :to where id = :id and state = :from")
                                .bind("id", id.value())
                                .bind("from", from.name())
                                .bind("to", to.name())
                                .execute()
                        == 1);
    }

    /// Records a living run's new limit.
    ///
    /// @return false if it has ended; nothing is changed then
    public boolean limit(RunId id, Bandwidth bandwidth) {
        return database.write(handle ->
                handle.createUpdate(
                                        "update run set bytes_per_second = :rate where id = :id and state in (<living>)")
                                .bind("id", id.value())
                                .bind("rate", bandwidth.bytesPerSecond())
                                .bindList("living", LIVING)
                                .execute()
                        == 1);
    }

    /// Ends a run that made no restore point. Its disks that had not ended become `CANCELLED`.
    ///
    /// @param problem why it failed; needed for `FAILED`
    /// @return false if it is not in state `from`; nothing is changed then
    /// @throws IllegalArgumentException no run may go this way, or `to` needs a restore point
    public boolean end(
            RunId id,
            RunState from,
            RunState to,
            Instant ended,
            Optional<Problem> problem,
            List<Problem> warnings) {
        requireLegal(from, to);
        if (!to.ended() || to.succeeded()) {
            throw new IllegalArgumentException(to + " is no end of a run without a restore point");
        }
        if (to == RunState.FAILED && problem.isEmpty()) {
            throw new IllegalArgumentException("run " + id + " cannot fail without a problem");
        }
        return database.write(handle -> {
            if (!end(
                    handle, id, from, new RunEnd(to, ended, problem, warnings, Optional.empty()))) {
                return false;
            }
            handle.createUpdate(
                            "update run_disk set state = :cancelled where run_id = :id and state in (<living>)")
                    .bind("id", id.value())
                    .bind("cancelled", DiskState.CANCELLED.name())
                    .bindList("living", RunStates.diskNames(state -> !state.ended()))
                    .execute();
            return true;
        });
    }

    /// How a run ended.
    record RunEnd(
            RunState state,
            Instant ended,
            Optional<Problem> problem,
            List<Problem> warnings,
            Optional<String> point) {}

    static boolean end(Handle handle, RunId id, RunState from, RunEnd end) {
        return handle.createUpdate(
                                """
                                update run set state = :to, ended = :ended, problem = :problem,
                                    warnings = :warnings, point = :point
                                where id = :id and state = :from
                                """)
                        .bind("id", id.value())
                        .bind("from", from.name())
                        .bind("to", end.state().name())
                        .bind("ended", Values.utc(end.ended()))
                        .bind("problem", Values.json(end.problem()))
                        .bind("warnings", Values.json(end.warnings()))
                        .bind("point", end.point().orElse(null))
                        .execute()
                == 1;
    }

    static void requireLegal(RunState from, RunState to) {
        if (!from.canBecome(to)) {
            throw new IllegalArgumentException("a run that is " + from + " cannot become " + to);
        }
    }

    /// The newest runs first, with their disks.
    public List<RunView> newest(int atMost) {
        return database.read(handle ->
                RunViews.assemble(
                        handle,
                        handle.createQuery("select * from run order by id desc limit :n")
                                .bind("n", atMost)));
    }

    public Optional<RunView> find(RunId id) {
        return database.read(handle ->
                RunViews.assemble(
                                handle,
                                handle.createQuery("select * from run where id = :id")
                                        .bind("id", id.value()))
                        .stream()
                        .findFirst());
    }

    /// Runs that have not ended, oldest first. At start these are what a dead engine left.
    public List<RunId> living() {
        return database.read(handle ->
                handle.createQuery("select id from run where state in (<living>) order by id")
                        .bindList("living", LIVING)
                        .map((row, _) -> new RunId(row.getLong(1)))
                        .list());
    }
}
