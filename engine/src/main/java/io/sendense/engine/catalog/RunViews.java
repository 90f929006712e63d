package io.sendense.engine.catalog;

import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Puts runs and their disks together from their rows.
///
/// The phase of a living run is not stored; it is guessed from its state and disks. Who runs it
/// knows better.
final class RunViews {
    private RunViews() {}

    /// @param runs selects whole rows of `run`, whose order is kept
    static List<RunView> assemble(Handle handle, Query runs) {
        List<RunView> bare = runs.map((row, _) -> read(row)).list();
        if (bare.isEmpty()) {
            return List.of();
        }
        Map<RunId, List<DiskView>> disks = new HashMap<>();
        handle.createQuery("select * from run_disk where run_id in (<ids>) order by disk_key")
                .bindList("ids", bare.stream().map(run -> run.id().value()).toList())
                .map((row, _) -> new DiskOfRun(new RunId(row.getLong("run_id")), readDisk(row)))
                .forEach(disk ->
                        disks.computeIfAbsent(disk.run(), _ -> new ArrayList<>()).add(disk.view()));
        return bare.stream()
                .map(run -> withDisks(run, disks.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private record DiskOfRun(RunId run, DiskView view) {}

    private static RunView withDisks(RunView run, List<DiskView> disks) {
        return new RunView(
                        run.id(),
                        run.vcenter(),
                        run.vmName(),
                        run.vmId(),
                        run.vmUuid(),
                        run.repository(),
                        run.state(),
                        phase(run.state(), disks),
                        run.started(),
                        run.ended(),
                        run.bandwidth(),
                        disks,
                        run.point(),
                        run.problem(),
                        run.warnings(),
                        run.programVersion(),
                        run.programCommit())
                .via(run.node());
    }

    private static RunPhase phase(RunState state, List<DiskView> disks) {
        return switch (state) {
            case PENDING -> RunPhase.WAITING;
            case RUNNING -> disks.isEmpty() ? RunPhase.PREFLIGHT : RunPhase.TRANSFER;
            case CANCELLING -> RunPhase.CLEANUP;
            case COMPLETED, COMPLETED_WITH_WARNING, FAILED, CANCELLED -> RunPhase.ENDED;
        };
    }

    private static RunView read(ResultSet row) throws SQLException {
        return new RunView(
                        new RunId(row.getLong("id")),
                        row.getString("vcenter_name"),
                        row.getString("vm_name"),
                        row.getString("vm_moref"),
                        row.getString("vm_uuid"),
                        row.getString("repository_name"),
                        Values.constant(RunState.class, row, "state"),
                        RunPhase.WAITING,
                        Values.instant(row, "started"),
                        Values.optionalInstant(row, "ended"),
                        new Bandwidth(row.getLong("bytes_per_second")),
                        List.of(),
                        Values.optionalText(row, "point"),
                        Values.problem(row, "problem"),
                        Values.problems(row, "warnings"),
                        row.getString("program_version"),
                        row.getString("program_commit"))
                .via(Values.optionalText(row, "node_name"));
    }

    private static DiskView readDisk(ResultSet row) throws SQLException {
        return new DiskView(
                row.getInt("disk_key"),
                row.getString("label"),
                row.getLong("capacity_bytes"),
                Values.constant(DiskState.class, row, "state"),
                row.getLong("planned_bytes"),
                row.getLong("written_bytes"),
                row.getLong("zeroed_bytes"),
                row.getLong("equal_bytes"),
                0,
                Values.optionalText(row, "mode").map(ReadMode::valueOf),
                Values.optionalText(row, "full_reason"),
                Values.optionalText(row, "export"),
                Values.optionalText(row, "transport"),
                Values.problem(row, "problem"),
                new Waits(
                        nanos(row, "source_nanos"),
                        nanos(row, "network_nanos"),
                        nanos(row, "target_nanos"),
                        nanos(row, "limit_nanos"),
                        nanos(row, "rest_nanos")));
    }

    private static Duration nanos(ResultSet row, String column) throws SQLException {
        return Duration.ofNanos(row.getLong(column));
    }
}
