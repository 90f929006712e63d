package io.sendense.engine.catalog;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Puts jobs together from their rows in three tables, and takes them apart.
final class JobRows {
    private JobRows() {}

    /// @param jobs selects whole rows of `job`, whose order is kept
    static List<JobRow> assemble(Handle handle, Query jobs) {
        Map<Long, Set<DayOfWeek>> days = new HashMap<>();
        handle.createQuery("select * from job_weekday")
                .map((row, _) ->
                        Map.entry(
                                row.getLong("job_id"),
                                Values.constant(DayOfWeek.class, row, "weekday")))
                .forEach(day ->
                        days.computeIfAbsent(day.getKey(), _ -> EnumSet.noneOf(DayOfWeek.class))
                                .add(day.getValue()));
        Map<Long, List<Selector>> included = new HashMap<>();
        Map<Long, List<Selector>> excluded = new HashMap<>();
        handle.createQuery("select * from job_selector order by place")
                .map((row, _) ->
                        new Entry(
                                row.getLong("job_id"),
                                row.getBoolean("excluded"),
                                readSelector(row)))
                .forEach(entry ->
                        (entry.excluded() ? excluded : included)
                                .computeIfAbsent(entry.job(), _ -> new ArrayList<>())
                                .add(entry.selector()));
        return jobs.map(
                        (row, _) -> {
                            long id = row.getLong("id");
                            return read(
                                    row,
                                    new Selection(
                                            included.getOrDefault(id, List.of()),
                                            excluded.getOrDefault(id, List.of())),
                                    ScheduleColumns.read(row, days.getOrDefault(id, Set.of())));
                        })
                .list();
    }

    private record Entry(long job, boolean excluded, Selector selector) {}

    private static JobRow read(ResultSet row, Selection selection, Schedule schedule)
            throws SQLException {
        return new JobRow(
                new JobId(row.getLong("id")),
                new JobDefinition(
                        row.getString("name"),
                        selection,
                        Values.optionalText(row, "repository_name"),
                        schedule,
                        BackupOptions.usual()
                                .reading(Values.constant(ReadPolicy.class, row, "reading"))
                                .quiesced(Values.constant(Quiescing.class, row, "quiescing"))
                                .compressed(Values.constant(Compression.class, row, "compression"))
                                .at(new Bandwidth(row.getLong("bytes_per_second")))
                                .heldForRetry(Duration.ofMillis(row.getLong("hold_millis")))
                                .via(Values.optionalText(row, "node_name")),
                        row.getInt("at_once")),
                row.getBoolean("enabled"));
    }

    private static Selector readSelector(ResultSet row) throws SQLException {
        return new Selector(
                row.getString("vcenter_name"),
                Values.constant(SelectorKind.class, row, "kind"),
                row.getString("object_id"),
                Values.optionalText(row, "vm_uuid"),
                row.getString("object_name"));
    }

    /// Writes what lies in the tables below `job`, in place of what was there.
    static void replaceParts(Handle handle, JobId id, JobDefinition definition) {
        for (String table : List.of("job_weekday", "job_selector")) {
            handle.createUpdate("delete from " + table + " where job_id = :id")
                    .bind("id", id.value())
                    .execute();
        }
        if (definition.schedule() instanceof Schedule.Weekly weekly) {
            for (DayOfWeek day : weekly.days()) {
                handle.createUpdate("insert into job_weekday (job_id, weekday) values (:id, :day)")
                        .bind("id", id.value())
                        .bind("day", day.name())
                        .execute();
            }
        }
        insert(handle, id, false, definition.selection().included());
        insert(handle, id, true, definition.selection().excluded());
    }

    private static void insert(
            Handle handle, JobId id, boolean excluded, List<Selector> selectors) {
        for (int place = 0; place < selectors.size(); place++) {
            Selector selector = selectors.get(place);
            handle.createUpdate(
                            """
                            insert into job_selector (job_id, excluded, place, vcenter_name, kind,
                                object_id, object_name, vm_uuid)
                            values (:id, :excluded, :place, :vcenter, :kind, :object, :name, :uuid)
                            """)
                    .bind("id", id.value())
                    .bind("excluded", excluded)
                    .bind("place", place)
                    .bind("vcenter", selector.vcenter())
                    .bind("kind", selector.kind().name())
                    .bind("object", selector.id())
                    .bind("name", selector.name())
                    .bind("uuid", selector.uuid().orElse(null))
                    .execute();
        }
    }
}
