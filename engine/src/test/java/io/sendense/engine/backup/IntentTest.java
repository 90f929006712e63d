package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.CatalogLocation;
import io.sendense.engine.catalog.HeldSnapshotRow;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.HeldIntent;
import io.sendense.engine.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// At the moment a snapshot is asked for, the files of the home say so: what a process that is
/// killed at this moment leaves is enough to find it again.
@Timeout(60)
class IntentTest {
    @TempDir private Path folder;
    private final FakeVmSource source = new FakeVmSource();
    private BackupFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder.resolve("first"), source);
        source.write(source.addDisk(2000, 1 << 20), 0, new byte[] {1});
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void isInTheFilesBeforeTheSnapshotIsAskedFor() throws Exception {
        FutureTask<Path> copied =
                new FutureTask<>(() -> DeadEngine.remains(fixture, folder.resolve("then")));
        source.beforeSnapshot = copied;
        assertThat(fixture.backup().state()).isEqualTo(RunState.COMPLETED);
        String name = source.asked.getFirst().name();

        EngineHome then = EngineHome.create(copied.get(0, TimeUnit.SECONDS).resolve("home"));
        List<HeldIntent> intents = then.heldIntents().list();
        assertThat(intents).hasSize(1);
        assertThat(intents.getFirst())
                .satisfies(intent -> {
                    assertThat(intent.name()).isEqualTo(name);
                    assertThat(intent.run()).isEqualTo(1);
                    assertThat(intent.vcenter()).isEqualTo("vc");
                    assertThat(intent.vm()).isEqualTo(FakeVmSource.VM.value());
                });
        try (Catalog catalog = Catalog.open(new CatalogLocation.H2File(then.catalogFile()))) {
            List<HeldSnapshotRow> rows = catalog.heldSnapshots().held();
            assertThat(rows).hasSize(1);
            assertThat(rows.getFirst().snapshotName()).isEqualTo(name);
            assertThat(rows.getFirst().snapshotMoref()).isEmpty();
        }
    }

    @Test
    void isEnoughToFindTheSnapshotByCatalogOrFileAlone() throws Exception {
        FutureTask<Path> copied =
                new FutureTask<>(() -> DeadEngine.remains(fixture, folder.resolve("catalog")));
        FutureTask<Path> again =
                new FutureTask<>(() -> DeadEngine.remains(fixture, folder.resolve("file")));
        source.beforeSnapshot =
                () -> {
                    copied.run();
                    again.run();
                };
        fixture.backup();
        String name = source.asked.getFirst().name();
        List<Path> remains =
                List.of(copied.get(0, TimeUnit.SECONDS), again.get(0, TimeUnit.SECONDS));
        Files.delete(remains.getFirst().resolve("home/held/snapshot-" + name + ".json"));
        Files.delete(remains.getLast().resolve("home/catalog.mv.db"));
        for (Path home : remains) {
            source.snapshotOfAUser("snapshot-77", name);
            source.snapshotOfAUser("snapshot-78", "somebody's");
            try (BackupFixture next = new BackupFixture(home, source)) {
                next.janitor.start();
                assertThat(next.janitor.sweep()).isZero();
                assertThat(source.snapshots).containsOnlyKeys("snapshot-78");
                assertThat(next.catalog.heldSnapshots().held()).isEmpty();
                assertThat(next.home.heldIntents().list()).isEmpty();
            }
        }
    }
}
