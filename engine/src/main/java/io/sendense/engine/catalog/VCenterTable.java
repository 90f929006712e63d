package io.sendense.engine.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The vCenters an operator added. Thread-safe; each call is one transaction.
public final class VCenterTable {
    private final Database database;

    VCenterTable(Database database) {
        this.database = database;
    }

    /// Adds a vCenter.
    ///
    /// @return false if the name is taken; nothing is changed then
    public boolean insert(VCenterRow vcenter) {
        return database.insertUnlessTaken(handle ->
                handle.createUpdate(
                                """
                                insert into vcenter (name, url, user_name, trust, instance_uuid, added)
                                values (:name, :url, :user, :trust, :uuid, :added)
                                """)
                        .bind("name", vcenter.name())
                        .bind("url", vcenter.url())
                        .bind("user", vcenter.user())
                        .bind("trust", vcenter.trust())
                        .bind("uuid", vcenter.instanceUuid().orElse(null))
                        .bind("added", Values.utc(vcenter.added()))
                        .execute());
    }

    /// All of them, by name.
    public List<VCenterRow> list() {
        return database.read(handle ->
                handle.createQuery("select * from vcenter order by name")
                        .map((row, _) -> read(row))
                        .list());
    }

    public Optional<VCenterRow> find(String name) {
        return database.read(handle ->
                handle.createQuery("select * from vcenter where name = :name")
                        .bind("name", name)
                        .map((row, _) -> read(row))
                        .findOne());
    }

    /// Forgets a vCenter. Its runs and restore points stay.
    ///
    /// @return false if there was none of this name
    public boolean remove(String name) {
        return database.write(handle ->
                handle.createUpdate("delete from vcenter where name = :name")
                                .bind("name", name)
                                .execute()
                        == 1);
    }

    private static VCenterRow read(ResultSet row) throws SQLException {
        return new VCenterRow(
                row.getString("name"),
                row.getString("url"),
                row.getString("user_name"),
                row.getString("trust"),
                Values.optionalText(row, "instance_uuid"),
                Values.instant(row, "added"));
    }
}
