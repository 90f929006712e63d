package io.sendense.engine.catalog;

import io.sendense.engine.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Snapshots of ours, recorded before they are asked for, so that the next start can remove what a
/// dead engine left: by its id, and only its own. Thread-safe; each call is one transaction.
public final class HeldSnapshotTable {
    private final Database database;

    HeldSnapshotTable(Database database) {
        this.database = database;
    }

    /// Records that a snapshot is about to be asked for.
    ///
    /// @param vcenter name of the vCenter
    /// @return number of the row
    public long intend(
            RunId run, String vcenter, String vmMoref, String vmUuid, String snapshotName) {
        return database.write(handle ->
                handle.createUpdate(
                                """
                                insert into held_snapshot (run_id, vcenter_name, vm_moref, vm_uuid,
                                    snapshot_name, state)
                                values (:run, :vcenter, :vmMoref, :vmUuid, :name, 'INTENDED')
                                """)
                        .bind("run", run.value())
                        .bind("vcenter", vcenter)
                        .bind("vmMoref", vmMoref)
                        .bind("vmUuid", vmUuid)
                        .bind("name", snapshotName)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
    }

    /// Records the id of a snapshot that was made.
    ///
    /// @throws IllegalStateException there is no such row, or it was released
    public void hold(long id, String snapshotMoref) {
        boolean held =
                database.write(handle ->
                        handle.createUpdate(
                                                """
                                                update held_snapshot set state = 'HELD',
                                                    snapshot_moref = :moref
                                                where id = :id and state <> 'RELEASED'
                                                """)
                                        .bind("id", id)
                                        .bind("moref", snapshotMoref)
                                        .execute()
                                == 1);
        if (!held) {
            throw new IllegalStateException(
                    "snapshot %s cannot be held by row %d: it is released or missing"
                            .formatted(snapshotMoref, id));
        }
    }

    /// Records that a snapshot is gone or never came to be. Repeatable.
    public void released(long id) {
        database.write(handle ->
                handle.createUpdate("update held_snapshot set state = 'RELEASED' where id = :id")
                        .bind("id", id)
                        .execute());
    }

    /// What is intended or held, oldest first. At start this is what a dead engine left.
    public List<HeldSnapshotRow> held() {
        return database.read(handle ->
                handle.createQuery(
                                "select * from held_snapshot where state <> 'RELEASED' order by id")
                        .map((row, _) -> read(row))
                        .list());
    }

    private static HeldSnapshotRow read(ResultSet row) throws SQLException {
        return new HeldSnapshotRow(
                row.getLong("id"),
                new RunId(row.getLong("run_id")),
                row.getString("vcenter_name"),
                row.getString("vm_moref"),
                row.getString("vm_uuid"),
                row.getString("snapshot_name"),
                Values.optionalText(row, "snapshot_moref"),
                Values.constant(HeldSnapshotState.class, row, "state"));
    }
}
