package io.sendense.engine.catalog;

import java.util.Optional;

/// One row with what all runs together may take; none until somebody has chosen. Thread-safe.
public final class LimitsTable {
    private final Database database;

    LimitsTable(Database database) {
        this.database = database;
    }

    public Optional<LimitsRow> find() {
        return database.read(handle ->
                handle.createQuery("select * from transfer_limits")
                        .map((row, _) ->
                                new LimitsRow(
                                        row.getLong("bytes_per_second"),
                                        row.getInt("host_requests"),
                                        row.getLong("host_bytes"),
                                        row.getInt("datastore_requests"),
                                        row.getLong("datastore_bytes")))
                        .findFirst());
    }

    /// Stores them in place of those before.
    public void store(LimitsRow limits) {
        database.write(handle -> {
            handle.execute("delete from transfer_limits");
            return handle.createUpdate(
                            """
                            insert into transfer_limits (id, bytes_per_second, host_requests, host_bytes,
                                datastore_requests, datastore_bytes)
                            values (1, :rate, :hostRequests, :hostBytes, :datastoreRequests, :datastoreBytes)
                            """)
                    .bind("rate", limits.bytesPerSecond())
                    .bind("hostRequests", limits.hostRequests())
                    .bind("hostBytes", limits.hostBytes())
                    .bind("datastoreRequests", limits.datastoreRequests())
                    .bind("datastoreBytes", limits.datastoreBytes())
                    .execute();
        });
    }
}
