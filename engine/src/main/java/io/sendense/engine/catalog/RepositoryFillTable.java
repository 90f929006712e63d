package io.sendense.engine.catalog;

import java.time.Instant;
import java.util.List;

/// How full the repositories were. Thread-safe; each call is one transaction. Goes with its
/// repository.
public final class RepositoryFillTable {
    private final Database database;

    RepositoryFillTable(Database database) {
        this.database = database;
    }

    /// Stores a sample, and forgets those of the repository that are older than `since`.
    ///
    /// @return false if there is no repository of this name; nothing is stored then
    public boolean insert(String repository, RepositoryFillRow fill, Instant since) {
        return database.write(handle -> {
            handle.createUpdate(
                            """
                            delete from repository_fill where at < :since and repository_id in
                                (select id from repository where name = :name)
                            """)
                    .bind("since", Values.utc(since))
                    .bind("name", repository)
                    .execute();
            return handle.createUpdate(
                                    """
                                    insert into repository_fill
                                        (repository_id, at, free_bytes, total_bytes, stored_bytes)
                                    select id, :at, :free, :total, :stored from repository
                                    where name = :name
                                    """)
                            .bind("name", repository)
                            .bind("at", Values.utc(fill.at()))
                            .bind("free", fill.freeBytes())
                            .bind("total", fill.totalBytes())
                            .bind("stored", fill.storedBytes())
                            .execute()
                    == 1;
        });
    }

    /// The samples of a repository, oldest first.
    public List<RepositoryFillRow> list(String repository) {
        return database.read(handle ->
                handle.createQuery(
                                """
                                select f.* from repository_fill f
                                join repository r on r.id = f.repository_id
                                where r.name = :name order by f.at, f.id
                                """)
                        .bind("name", repository)
                        .map((row, _) ->
                                new RepositoryFillRow(
                                        Values.instant(row, "at"),
                                        row.getLong("free_bytes"),
                                        row.getLong("total_bytes"),
                                        row.getLong("stored_bytes")))
                        .list());
    }
}
