package io.sendense.engine.catalog;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.source.change.FullReason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An empty catalog for each test, on H2 or PostgreSQL, with what most tests need in it.
abstract class CatalogContract {
    static final Instant START = Instant.parse("2026-11-22T10:00:00.123456Z");
    static final Instant END = START.plusSeconds(90);

    @TempDir Path folder;
    CatalogLocation location;
    Catalog catalog;

    abstract CatalogLocation freshLocation();

    final CatalogLocation h2() {
        return new CatalogLocation.H2File(folder.resolve("catalog"));
    }

    static CatalogLocation postgres() {
        return PostgresServer.shared().freshSchema();
    }

    @BeforeEach
    final void openCatalog() {
        location = freshLocation();
        catalog = Catalog.open(location);
    }

    @AfterEach
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
        return new NewRun("vc1", vm, "vm-42", "uuid-" + vm, "default", START, "0.1.0", "abc1234");
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
