package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.Peers;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.ChangeMark;
import io.sendense.engine.repository.point.DiskFacts;
import io.sendense.engine.repository.point.DraftDisk;
import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.repository.storage.StorageFault;
import io.sendense.engine.run.Compression;
import io.sendense.engine.source.change.FullReason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoSpaceTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "write failed: Disk quota exceeded",
                "There is not enough space on the disk"
            })
    void isToldFromOtherFailuresByTheSystemsWords(String words) {
        Problem problem = StorageFault.ofWrite(folder, 4096, new IOException(words));
        assertThat(problem.code()).isEqualTo(ProblemCode.REPOSITORY_NO_SPACE);
        assertThat(problem.arguments())
                .containsEntry("path", new Argument.Text(folder.toString()))
                .containsEntry("needed", new Argument.Bytes(4096))
                .containsKey("free");
        assertThat(
                        StorageFault.isFull(
                                new IOException(
                                        "other", new FileSystemException("f", null, words))))
                .isTrue();
        assertThat(StorageFault.ofWrite(folder, 1, new IOException("Input/output error")).code())
                .isEqualTo(ProblemCode.REPOSITORY_WRITE_FAILED);
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /// On a real file system that is really full.
    @ParameterizedTest
    @EnumSource(Compression.class)
    @Tag("peers")
    void endsABackupWithTheNumbersAndLeavesWhatWasPublished(Compression compression)
            throws Exception {
        String mount = Peers.require("mount").toString();
        if (run(mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString()) != 0) {
            Peers.<Void>missing("only root can mount a small file system");
            return;
        }
        try (LayerPacking packing = LayerPacking.ofAnEngine()) {
            backUpUntilFull(
                    folder.resolve("repository"),
                    compression == Compression.NONE ? Optional.empty() : Optional.of(packing));
        } finally {
            assertThat(run(Peers.require("umount").toString(), folder.toString())).isZero();
        }
    }

    private static void backUpUntilFull(Path root, Optional<LayerPacking> packing)
            throws Exception {
        Random random = new Random(5);
        GuestVm vm = new GuestVm();
        vm.packing(packing);
        vm.disk(2000, 64 << 20).fill(1, random).fill(2, random);
        try (Repository repository = Repository.create(root, SoundRepository.CLOCK)) {
            RestorePoint first = vm.backup(repository);
            GuestDisk large = new GuestDisk(2001, "6000c290-0000-0000-0000-0000000000ff", 64 << 20);
            for (int cluster = 0; cluster < 100; cluster++) {
                large.fill(cluster, random).fillText(cluster + 200, random);
            }
            try (RestorePointDraft draft = repository.draft(vm.identity(), GuestVm.BEGIN)) {
                DraftDisk disk = draft.disk(GuestVm.request(large, Optional.empty()), packing);
                assertThatThrownBy(() -> large.storeFull(disk)).isInstanceOf(IOException.class);
                assertNoSpace(disk.failure().orElseThrow(), root);
                DiskFacts facts =
                        DiskFacts.full(
                                FullReason.REQUESTED, ChangeMark.absent(FullReason.NO_CHANGE_ID));
                assertThatThrownBy(() -> disk.seal(facts))
                        .isInstanceOfSatisfying(EngineException.class, e -> assertNoSpace(e, root));
                fill(root.resolve("filler"));
                assertThatThrownBy(() -> draft.nvram(new byte[100_000]))
                        .isInstanceOfSatisfying(EngineException.class, e -> assertNoSpace(e, root));
            }
            Files.delete(root.resolve("filler"));
            assertThat(repository.listDrafts()).isEmpty();
            assertThat(repository.points()).containsExactly(first);
            SoundRepository.verify(repository);
            assertThat(vm.backup(repository).layer(2000).disk().parent()).isPresent();
        }
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(StorageFault.isFull(e)).isTrue();
        }
    }

    private static void assertNoSpace(EngineException failure, Path root) {
        Map<String, Argument> arguments = failure.problem().arguments();
        assertThat(failure.problem().code()).isEqualTo(ProblemCode.REPOSITORY_NO_SPACE);
        assertThat(arguments).containsEntry("path", new Argument.Text(root.toString()));
        assertThat(((Argument.Bytes) arguments.get("free")).value()).isBetween(0L, 1L << 20);
        assertThat(arguments.get("needed")).isInstanceOf(Argument.Bytes.class);
    }
}
