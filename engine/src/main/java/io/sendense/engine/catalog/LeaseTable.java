package io.sendense.engine.catalog;

import io.sendense.engine.run.RunId;
import java.util.List;

/// Which ports of which nodes are leased, by all engines that share the catalog. Thread-safe; each
/// call is one transaction.
public final class LeaseTable {
    private final Database database;

    LeaseTable(Database database) {
        this.database = database;
    }

    /// Records that a port is about to be used.
    ///
    /// @return false if it is leased; nothing is changed then
    public boolean take(LeaseRow lease) {
        return database.insertUnlessTaken(handle ->
                handle.createUpdate(
                                """
                                insert into lease (node_name, port, owner, run_id, disk_key, started)
                                values (:node, :port, :owner, :run, :disk, :started)
                                """)
                        .bind("node", lease.node())
                        .bind("port", lease.port())
                        .bind("owner", lease.owner())
                        .bind("run", lease.run().value())
                        .bind("disk", lease.diskKey())
                        .bind("started", Values.utc(lease.since()))
                        .execute());
    }

    /// Gives a port back.
    ///
    /// @return false if this owner had not leased it
    public boolean release(String node, int port, String owner) {
        return database.write(handle ->
                handle.createUpdate(
                                        """
                                        delete from lease
                                        where node_name = :node and port = :port and owner = :owner
                                        """)
                                .bind("node", node)
                                .bind("port", port)
                                .bind("owner", owner)
                                .execute()
                        == 1);
    }

    /// Those of a node, by port.
    public List<LeaseRow> list(String node) {
        return database.read(handle ->
                handle.createQuery("select * from lease where node_name = :node order by port")
                        .bind("node", node)
                        .map((row, _) ->
                                new LeaseRow(
                                        row.getString("node_name"),
                                        row.getInt("port"),
                                        row.getString("owner"),
                                        new RunId(row.getLong("run_id")),
                                        row.getInt("disk_key"),
                                        Values.instant(row, "started")))
                        .list());
    }

    /// Forgets what an owner has leased: to be called when it starts, as what it had then is left
    /// by a dead process.
    ///
    /// @return how many leases there were
    public int sweep(String owner) {
        return database.write(handle ->
                handle.createUpdate("delete from lease where owner = :owner")
                        .bind("owner", owner)
                        .execute());
    }
}
