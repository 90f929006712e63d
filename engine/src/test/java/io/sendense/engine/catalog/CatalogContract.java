package io.sendense.engine.catalog;

import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.source.change.FullReason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A catalog that is empty before each test, on H2 or PostgreSQL, with what most tests need in it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatalogContract {
    static final Instant START = Instant.parse("2026-11-22T10:00:00.123456Z");
    static final Instant END = START.plusSeconds(90);

    private static final List<String> EMPTYING =
            List.of(
                    "delete from scheduled_tasks",
                    "delete from job_run",
                    "delete from job",
                    "delete from event",
                    "delete from held_snapshot",
                    "update point_disk set parent_point_id = null, parent_disk_key = null",
                    "delete from restore_point",
                    "delete from run",
                    "delete from repository",
                    "delete from vcenter",
                    "alter table run alter column id restart with 1",
                    "alter table job alter column id restart with 1",
                    "alter table job_run alter column id restart with 1",
                    "alter table event alter column number restart with 1");

    private Path folder;
    CatalogLocation location;
    Catalog catalog;

    abstract CatalogLocation freshLocation();

    final CatalogLocation h2() {
        return new CatalogLocation.H2File(folder.resolve("catalog"));
    }

    static CatalogLocation postgres() {
        return PostgresServer.shared().freshSchema();
    }

    @BeforeAll
    final void openCatalog(@TempDir Path folder) {
        this.folder = folder;
        location = freshLocation();
        catalog = Catalog.open(location);
    }

    @BeforeEach
    final void emptyCatalog() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : EMPTYING) {
                statement.execute(sql);
            }
        }
    }

    /// A connection past the catalog. H2 shares an open database within one JVM.
    final Connection connect() throws SQLException {
        return switch (location) {
            case CatalogLocation.H2File(var file) ->
                    DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "");
            case CatalogLocation.Postgres(var url, var user, var password) ->
                    DriverManager.getConnection(url, user, password.reveal());
        };
    }

    @AfterAll
    final void closeCatalog() {
        if (catalog != null) {
            catalog.close();
        }
    }

    final void reopen() {
        catalog.close();
        catalog = Catalog.open(location);
    }

    static NewRun newRun(String vm) {
        return new NewRun(
                "vc1",
                vm,
                "vm-42",
                "uuid-" + vm,
                "default",
                START,
                new Bandwidth(5_000_000),
                Optional.of("edge1"),
                "0.1.0",
                "abc1234");
    }

    /// A run that is `RUNNING`.
    final RunId running(String vm) {
        RunId run = catalog.runs().insert(newRun(vm));
        catalog.runs().changeState(run, RunState.PENDING, RunState.RUNNING);
        return run;
    }

    /// A disk of a run that did what it planned.
    final void completedDisk(RunId run, int key) {
        catalog.runDisks().insert(run, key, "Hard disk " + key, 1 << 30);
        catalog.runDisks().plan(run, key, plan(1000));
        catalog.runDisks().end(run, key, DiskState.COMPLETED, 600, 300, 100, Optional.empty());
    }

    static DiskPlan plan(long bytes) {
        return new DiskPlan(
                bytes,
                ReadMode.FULL,
                Optional.of(FullReason.FIRST_POINT),
                "folder",
                "nbd+unix:///disk-2000?socket=/tmp/s");
    }

    final void defaultRepository() {
        catalog.repositories()
                .insert(
                        new RepositoryRow(
                                "default", Path.of("/srv/backups"), "repo-uuid-1", true, START));
    }

    static PointRow point(String id, Optional<RunId> run, Instant created) {
        return new PointRow(
                id,
                "default",
                run,
                "vc1",
                "web",
                "uuid-web",
                created,
                "crash",
                "vms/x/points/" + id);
    }

    static PointDiskRow disk(int key, Optional<PointDiskRow.Parent> parent) {
        return new PointDiskRow(
                key,
                "Hard disk " + key,
                1 << 30,
                "disk-" + key + ".qcow2",
                4096,
                parent,
                Optional.of("6000c29-" + key),
                Optional.of("52 3f/7"));
    }

    static List<PointDiskRow> fullDisks() {
        return List.of(disk(2000, Optional.empty()), disk(2001, Optional.empty()));
    }
}
