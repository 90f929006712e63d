package io.sendense.engine.catalog;

import io.sendense.engine.run.TargetServer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The repositories the engine knows. Thread-safe; each call is one transaction.
public final class RepositoryTable {
    private final Database database;

    RepositoryTable(Database database) {
        this.database = database;
    }

    /// Adds a repository. If it is the default one, no other is any more.
    ///
    /// @return false if name, path or uuid is taken; nothing is changed then
    public boolean insert(RepositoryRow repository) {
        return database.insertUnlessTaken(handle -> {
            if (repository.isDefault()) {
                clearDefault(handle);
            }
            return handle.createUpdate(
                            """
                            insert into repository (name, path, uuid, default_mark, added, target)
                            values (:name, :path, :uuid, :mark, :added, :target)
                            """)
                    .bind("name", repository.name())
                    .bind("path", repository.path().toString())
                    .bind("uuid", repository.uuid())
                    .bind("mark", repository.isDefault() ? Integer.valueOf(1) : null)
                    .bind("added", Values.utc(repository.added()))
                    .bind("target", repository.target().name())
                    .execute();
        });
    }

    /// Makes this the default one.
    ///
    /// @return false if there is none of this name; nothing is changed then
    public boolean makeDefault(String name) {
        return database.write(handle -> {
            if (find(handle, name).isEmpty()) {
                return false;
            }
            clearDefault(handle);
            handle.createUpdate("update repository set default_mark = 1 where name = :name")
                    .bind("name", name)
                    .execute();
            return true;
        });
    }

    /// Has its layers written by this from now on.
    ///
    /// @return false if there is none of this name
    public boolean setTarget(String name, TargetServer target) {
        return database.write(handle ->
                handle.createUpdate("update repository set target = :target where name = :name")
                                .bind("name", name)
                                .bind("target", target.name())
                                .execute()
                        == 1);
    }

    private static void clearDefault(Handle handle) {
        handle.execute("update repository set default_mark = null where default_mark = 1");
    }

    /// All of them, by name.
    public List<RepositoryRow> list() {
        return database.read(handle ->
                handle.createQuery("select * from repository order by name")
                        .map((row, _) -> read(row))
                        .list());
    }

    public Optional<RepositoryRow> find(String name) {
        return database.read(handle -> find(handle, name));
    }

    private static Optional<RepositoryRow> find(Handle handle, String name) {
        return handle.createQuery("select * from repository where name = :name")
                .bind("name", name)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// The one that backups go to when none is named.
    public Optional<RepositoryRow> findDefault() {
        return database.read(handle ->
                handle.createQuery("select * from repository where default_mark = 1")
                        .map((row, _) -> read(row))
                        .findOne());
    }

    /// What lies in each of them, by name; one without points is left out.
    public Map<String, RepositoryContent> contents() {
        return database.read(handle -> {
            Map<String, RepositoryContent> contents = new HashMap<>();
            handle.createQuery(
                            """
                            select r.name, count(distinct p.id) as points,
                                count(distinct p.vm_uuid) as vms,
                                coalesce(sum(d.layer_bytes), 0) as stored
                            from repository r join restore_point p on p.repository_id = r.id
                            left join point_disk d on d.point_id = p.id
                            group by r.name
                            """)
                    .map((row, _) ->
                            Map.entry(
                                    row.getString("name"),
                                    new RepositoryContent(
                                            row.getInt("points"),
                                            row.getInt("vms"),
                                            row.getLong("stored"))))
                    .forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
            return contents;
        });
    }

    /// Forgets a repository and the restore points in it; its files and the runs stay.
    ///
    /// @return false if there was none of this name
    public boolean remove(String name) {
        return database.write(handle -> {
            // Parents go in the same statement as what is backed by them.
            handle.createUpdate(
                            """
                            update point_disk set parent_point_id = null, parent_disk_key = null
                            where point_id in (select p.id from restore_point p
                                join repository r on r.id = p.repository_id where r.name = :name)
                            """)
                    .bind("name", name)
                    .execute();
            return handle.createUpdate("delete from repository where name = :name")
                            .bind("name", name)
                            .execute()
                    == 1;
        });
    }

    private static RepositoryRow read(ResultSet row) throws SQLException {
        return new RepositoryRow(
                row.getString("name"),
                Path.of(row.getString("path")),
                row.getString("uuid"),
                row.getInt("default_mark") == 1,
                Values.instant(row, "added"),
                TargetServer.valueOf(row.getString("target")));
    }
}
