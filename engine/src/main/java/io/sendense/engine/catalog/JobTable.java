package io.sendense.engine.catalog;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.statement.SqlStatement;

/// The jobs that are defined, each with its selection. Thread-safe; each call is one transaction.
///
/// When they are due is not here: see `catalog.queue`.
public final class JobTable {
    private final Database database;

    JobTable(Database database) {
        this.database = database;
    }

    /// Records a job, enabled.
    ///
    /// @return absent if the name is taken, in whatever case; nothing is changed then
    public Optional<JobId> insert(JobDefinition definition) {
        AtomicReference<JobId> inserted = new AtomicReference<>();
        boolean done =
                database.insertUnlessTaken(handle -> {
                    JobId id =
                            bind(
                                            handle.createUpdate(
                                                    """
                                                    insert into job (name, name_key, enabled,
                                                        repository_name, schedule, time_of_day, cron,
                                                        time_zone, reading, quiescing, compression,
                                                        bytes_per_second, hold_millis, at_once, node_name)
                                                    values (:name, :key, true, :repository, :schedule,
                                                        :time, :cron, :zone, :reading, :quiescing,
                                                        :compression, :rate, :hold, :atOnce, :node)
                                                    """),
                                            definition)
                                    .executeAndReturnGeneratedKeys("id")
                                    .map((row, _) -> new JobId(row.getLong(1)))
                                    .one();
                    JobRows.replaceParts(handle, id, definition);
                    inserted.set(id);
                    return 1;
                });
        return done ? Optional.of(inserted.get()) : Optional.empty();
    }

    /// Defines a job anew.
    ///
    /// @return false if another has the name; nothing is changed then
    /// @throws IllegalArgumentException there is no such job
    public boolean change(JobId id, JobDefinition definition) {
        return database.insertUnlessTaken(handle -> {
            int changed =
                    bind(
                                    handle.createUpdate(
                                            """
                                            update job set name = :name, name_key = :key,
                                                repository_name = :repository, schedule = :schedule,
                                                time_of_day = :time, cron = :cron, time_zone = :zone,
                                                reading = :reading, quiescing = :quiescing,
                                                compression = :compression,
                                                bytes_per_second = :rate, hold_millis = :hold, at_once = :atOnce,
                                                node_name = :node
                                            where id = :id
                                            """),
                                    definition)
                            .bind("id", id.value())
                            .execute();
            if (changed == 0) {
                throw new IllegalArgumentException("there is no job " + id);
            }
            JobRows.replaceParts(handle, id, definition);
            return changed;
        });
    }

    private static <S extends SqlStatement<S>> S bind(S statement, JobDefinition definition) {
        ScheduleColumns schedule = ScheduleColumns.of(definition.schedule());
        return statement
                .bind("name", definition.name())
                .bind("key", definition.name().toLowerCase(Locale.ROOT))
                .bind("repository", definition.repository().orElse(null))
                .bind("schedule", schedule.kind().name())
                .bind("time", schedule.time())
                .bind("cron", schedule.cron())
                .bind("zone", schedule.zone())
                .bind("reading", definition.options().reading().name())
                .bind("quiescing", definition.options().quiescing().name())
                .bind("compression", definition.options().compression().name())
                .bind("rate", definition.options().bandwidth().bytesPerSecond())
                .bind("hold", definition.options().holdForRetry().toMillis())
                .bind("atOnce", definition.atOnce())
                .bind("node", definition.options().node().orElse(null));
    }

    /// By name.
    public List<JobRow> list() {
        return database.read(handle ->
                JobRows.assemble(
                        handle, handle.createQuery("select * from job order by name_key")));
    }

    public Optional<JobRow> find(JobId id) {
        return database.read(handle ->
                JobRows.assemble(
                                handle,
                                handle.createQuery("select * from job where id = :id")
                                        .bind("id", id.value()))
                        .stream()
                        .findFirst());
    }

    /// Records whether a job's schedule counts.
    ///
    /// @return false if there is no such job
    public boolean enable(JobId id, boolean enabled) {
        return database.write(handle ->
                handle.createUpdate("update job set enabled = :enabled where id = :id")
                                .bind("id", id.value())
                                .bind("enabled", enabled)
                                .execute()
                        == 1);
    }

    /// Records the instance UUID of a VM that a job names, where none is known yet.
    public void learn(JobId id, Selector vm, String uuid) {
        database.write(handle ->
                handle.createUpdate(
                                """
                                update job_selector set vm_uuid = :uuid
                                where job_id = :id and kind = :kind and vcenter_name = :vcenter
                                    and object_id = :object and vm_uuid is null
                                """)
                        .bind("id", id.value())
                        .bind("kind", SelectorKind.VM.name())
                        .bind("vcenter", vm.vcenter())
                        .bind("object", vm.id())
                        .bind("uuid", uuid)
                        .execute());
    }

    /// Forgets a job. Its executions stay.
    ///
    /// @return false if there was none
    public boolean remove(JobId id) {
        return database.write(handle ->
                handle.createUpdate("delete from job where id = :id")
                                .bind("id", id.value())
                                .execute()
                        == 1);
    }
}
