package io.sendense.engine.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// What verifications of restore points found. Thread-safe; each call is one transaction. Goes with
/// its point.
public final class PointCheckTable {
    private final Database database;

    PointCheckTable(Database database) {
        this.database = database;
    }

    /// Stores what was found.
    ///
    /// @return false if the point is not in the catalog any more; nothing is stored then
    public boolean insert(PointCheckRow check) {
        return database.write(handle ->
                handle.createUpdate(
                                        """
                                        insert into point_check (point_id, at, ok, checked_bytes, problems)
                                        select id, :at, :ok, :bytes, :problems from restore_point
                                        where id = :point
                                        """)
                                .bind("point", check.point())
                                .bind("at", Values.utc(check.at()))
                                .bind("ok", check.ok())
                                .bind("bytes", check.checkedBytes())
                                .bind("problems", Values.json(check.problems()))
                                .execute()
                        == 1);
    }

    /// The last one of each point that has any.
    public List<PointCheckRow> newest() {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select * from point_check where id in
                                    (select max(id) from point_check group by point_id)
                                order by id
                                """)
                        .map((row, _) -> read(row))
                        .list());
    }

    private static PointCheckRow read(ResultSet row) throws SQLException {
        return new PointCheckRow(
                row.getString("point_id"),
                Values.instant(row, "at"),
                row.getBoolean("ok"),
                row.getLong("checked_bytes"),
                Values.problems(row, "problems"));
    }
}
