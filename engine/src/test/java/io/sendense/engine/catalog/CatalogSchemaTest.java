package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.source.change.FullReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the databases themselves say of the tables.
class CatalogSchemaTest {
    @Nested
    class OnH2 extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return h2();
        }
    }

    @Nested
    @Tag("peers")
    class OnPostgres extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return postgres();
        }
    }

    @Test
    void everyScriptOfTheFolderIsRun() throws IOException, java.net.URISyntaxException {
        Path folder =
                Path.of(Migration.class.getResource("migration/V1__catalog.sql").toURI())
                        .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(Migration.SCRIPTS);
        }
    }

    abstract static class Contract extends CatalogContract {
        /// The enum behind each CHECK that names values. A new constant needs a migration.
        private static final Map<String, Class<? extends Enum<?>>> ENUMS =
                Map.ofEntries(
                        Map.entry("run_state_known", RunState.class),
                        Map.entry("run_disk_state_known", DiskState.class),
                        Map.entry("run_disk_mode_known", ReadMode.class),
                        Map.entry("run_disk_full_reason_known", FullReason.class),
                        Map.entry("held_snapshot_state_known", HeldSnapshotState.class),
                        Map.entry("event_code_known", EventCode.class),
                        Map.entry("node_login_known", LoginMethod.class),
                        Map.entry("job_schedule_known", ScheduleKind.class),
                        Map.entry("repository_target_known", TargetServer.class),
                        Map.entry("job_reading_known", ReadPolicy.class),
                        Map.entry("job_quiescing_known", Quiescing.class),
                        Map.entry("job_compression_known", Compression.class),
                        Map.entry("job_weekday_weekday_known", DayOfWeek.class),
                        Map.entry("job_selector_kind_known", SelectorKind.class),
                        Map.entry("job_run_cause_known", JobTrigger.class),
                        Map.entry("job_run_state_known", JobRunState.class),
                        Map.entry("job_run_vm_state_known", JobVmState.class));

        private static final Pattern QUOTED = Pattern.compile("'([A-Z_]+)'");

        @Test
        void everyEnumEqualsItsCheck() throws SQLException {
            Map<String, Set<String>> checks = new TreeMap<>();
            for (List<String> row :
                    query(
                            """
                            select constraint_name, check_clause from information_schema.check_constraints
                            where lower(constraint_name) like '%_known'
                            """)) {
                Set<String> values = new TreeSet<>();
                Matcher matcher = QUOTED.matcher(row.get(1));
                while (matcher.find()) {
                    values.add(matcher.group(1));
                }
                checks.put(row.get(0), values);
            }
            Map<String, Set<String>> enums = new TreeMap<>();
            ENUMS.forEach((name, type) ->
                    enums.put(
                            name,
                            Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .collect(Collectors.toCollection(TreeSet::new))));
            assertThat(checks).isEqualTo(enums);
        }

        @Test
        void everyStateAndCodeColumnHasItsCheck() throws SQLException {
            List<String> columns =
                    query(
                                    """
                                    select table_name, column_name from information_schema.columns
                                    where lower(column_name) in ('state', 'code', 'mode', 'full_reason',
                                            'schedule', 'reading', 'quiescing', 'compression',
                                            'weekday', 'kind', 'cause', 'login', 'target')
                                        and table_schema = current_schema
                                    """)
                            .stream()
                            .map(row -> row.get(0) + "_" + row.get(1) + "_known")
                            .toList();
            assertThat(columns).containsExactlyInAnyOrderElementsOf(ENUMS.keySet());
        }

        @Test
        void saysForEveryForeignKeyWhatADeletionDoes() throws SQLException {
            List<String> rules =
                    query(
                                    """
                                    select constraint_name, delete_rule
                                    from information_schema.referential_constraints
                                    where constraint_schema = current_schema
                                    """)
                            .stream()
                            .map(row -> row.get(0) + ": " + row.get(1).toLowerCase(Locale.ROOT))
                            // H2 knows no difference between the two.
                            .map(rule -> rule.replace("restrict", "no action"))
                            .toList();
            assertThat(rules)
                    .containsExactlyInAnyOrder(
                            "run_vcenter: set null",
                            "run_repository: set null",
                            "run_disk_run: cascade",
                            "restore_point_repository: cascade",
                            "restore_point_run: set null",
                            "point_disk_point: cascade",
                            "point_disk_parent: no action",
                            "held_snapshot_run: no action",
                            "event_run: cascade",
                            "run_rate_run: cascade",
                            "lease_run: cascade",
                            "point_check_point: cascade",
                            "repository_fill_repository: cascade",
                            "job_weekday_job: cascade",
                            "job_selector_job: cascade",
                            "job_run_job: set null",
                            "job_run_vm_job_run: cascade",
                            "job_run_vm_run: set null");
        }

        @Test
        void keepsTimesWithZoneAndSizesAsBigint() throws SQLException {
            List<String> odd = new ArrayList<>();
            for (List<String> row :
                    query(
                            """
                            select table_name, column_name, data_type from information_schema.columns
                            where table_schema = current_schema
                                and lower(table_name) <> 'flyway_schema_history'
                            """)) {
                String column = row.get(1);
                String type = row.get(2).toLowerCase(Locale.ROOT);
                boolean time =
                        Set.of("added", "started", "ended", "created", "at").contains(column)
                                || Set.of(
                                                "execution_time",
                                                "last_success",
                                                "last_failure",
                                                "last_heartbeat")
                                        .contains(column);
                if (time != type.equals("timestamp with time zone")
                        || (column.endsWith("_bytes") && !type.equals("bigint"))) {
                    odd.add(row.toString());
                }
            }
            assertThat(odd).isEmpty();
        }

        @Test
        void openingAgainRunsNoScript() throws SQLException {
            reopen();
            assertThat(
                            query(
                                    "select \"script\" from \"flyway_schema_history\" where \"version\" is not null"))
                    .containsExactlyElementsOf(Migration.SCRIPTS.stream().map(List::of).toList());
        }

        private List<List<String>> query(String sql) throws SQLException {
            try (Connection connection = connect();
                    ResultSet rows = connection.createStatement().executeQuery(sql)) {
                List<List<String>> all = new ArrayList<>();
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        String value = rows.getString(i);
                        boolean name =
                                rows.getMetaData()
                                        .getColumnLabel(i)
                                        .toLowerCase(Locale.ROOT)
                                        .endsWith("_name");
                        row.add(name ? value.toLowerCase(Locale.ROOT) : value);
                    }
                    all.add(row);
                }
                return all;
            }
        }
    }
}
