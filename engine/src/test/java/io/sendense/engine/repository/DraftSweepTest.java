package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.repository.point.PointId;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DraftSweepTest {
    @RegisterExtension final SoundRepository sound = new SoundRepository();

    private final GuestVm vm = new GuestVm();

    private ChildProcess child(int points) throws Exception {
        return ChildProcess.start(
                List.of(),
                EndlessBackups.class,
                sound.root().toString(),
                "1",
                Integer.toString(points));
    }

    private Path points() {
        return sound.root().resolve("vms").resolve(vm.identity().folderName()).resolve("points");
    }

    private List<Path> entries() throws Exception {
        try (Stream<Path> entries = Files.list(points())) {
            return entries.toList();
        }
    }

    @Test
    void leavesTheDraftOfALivingProcessAndRemovesThatOfADeadOne() throws Exception {
        try (ChildProcess child = child(0)) {
            Path draft = Path.of(Objects.requireNonNull(child.line()));
            assertThat(sound.get().listDrafts()).containsExactly(draft);
            assertThat(sound.get().sweepDrafts(_ -> false)).isEmpty();
            assertThat(draft.resolve("disk-2000.qcow2")).exists();
            child.kill();
            assertThat(sound.get().sweepDrafts(_ -> true)).isEmpty();
            assertThat(draft).exists();
            assertThat(sound.get().sweepDrafts(_ -> false)).containsExactly(draft);
            assertThat(entries()).isEmpty();
            assertThat(sound.get().sweepDrafts(_ -> false)).isEmpty();
        }
    }

    @Test
    void leavesTheDraftsOfItsOwnProcessWhoeverOpenedTheRepository() throws Exception {
        vm.disk(2000, 1 << 20).fill(1, new Random(1));
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN);
                Repository second = Repository.open(sound.root())) {
            assertThat(second.sweepDrafts(_ -> false)).isEmpty();
            assertThat(sound.get().sweepDrafts(_ -> false)).isEmpty();
            vm.store(draft, java.util.Optional.empty());
            assertThat(second.sweepDrafts(_ -> false)).isEmpty();
            RestorePoint point = draft.publish(GuestVm.facts(1));
            assertThat(second.sweepDrafts(_ -> false)).isEmpty();
            assertThat(second.points()).containsExactly(point);
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void removesDraftsWithoutALockAndLocksWithoutADraft() throws Exception {
        Files.createDirectories(points());
        Path draft = Files.createDirectory(points().resolve(".draft-abcdefghijklmn27"));
        Files.createDirectories(draft.resolve("a/b"));
        Files.writeString(draft.resolve("a/b/c"), "c");
        Path lock = points().resolve(".draft-abcdefghijklmn22.aaaaaaaaaaaaaaaa.lock");
        Files.createFile(lock);
        Path other = Files.createFile(points().resolve(".draft-note.txt"));
        assertThat(sound.get().listDrafts()).containsExactly(draft);
        assertThat(sound.get().sweepDrafts(_ -> false)).containsExactly(draft);
        assertThat(entries()).containsExactly(other);
    }

    @Test
    void asksWhetherADraftIsAliveByItsId() throws Exception {
        Files.createDirectories(points());
        Files.createDirectory(points().resolve(".draft-abcdefghijklmn27"));
        Path dead = Files.createDirectory(points().resolve(".draft-abcdefghijklmn22"));
        PointId alive = new PointId("abcdefghijklmn27");
        assertThat(sound.get().sweepDrafts(alive::equals)).containsExactly(dead);
        assertThat(sound.get().sweepDrafts(_ -> false)).hasSize(1);
    }
}
