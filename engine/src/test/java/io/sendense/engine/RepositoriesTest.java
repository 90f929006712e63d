package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.GuestVm;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.run.Progress;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Repositories that are added, checked and forgotten, sound ones and others. No vCenter is needed.
@Timeout(120)
class RepositoriesTest {
    @TempDir private Path folder;
    private Engine engine;
    private Path nas;
    private final GuestVm vm = new GuestVm();
    private RestorePoint full;
    private RestorePoint incremental;

    /// An engine, and a folder with two restore points that it does not know.
    @BeforeEach
    void open() throws Exception {
        nas = folder.resolve("nas");
        Random random = new Random(7);
        try (Repository repository = Repository.create(nas, InstantSource.system())) {
            vm.disk(2000, 20 << 20).fill(3, random).fill(4, random).fill(9, random);
            full = vm.backup(repository);
            incremental = vm.backup(repository);
        }
        engine = LabHome.open(folder.resolve("home"), new MemorySecretStore());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private RepositoryView view(String name) throws Exception {
        return engine.repositories().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Problem refused(ProblemCode code, ThrowingCallable call) {
        EngineException e = catchThrowableOfType(EngineException.class, call);
        assertThat(e).as("a refusal with %s", code).isNotNull();
        assertThat(e.problem().code()).isEqualTo(code);
        return e.problem();
    }

    @Test
    void aFolderWithPointsIsAdoptedAndTheirNumbersAreTold() throws Exception {
        AddedRepository added = engine.addRepository("nas", nas);
        assertThat(added.made()).isFalse();
        assertThat(added.adopted()).isEqualTo(2);
        assertThat(added.unusable()).isZero();
        RepositoryView view = view("nas");
        assertThat(view).isEqualTo(added.repository());
        assertThat(view.points()).isEqualTo(2);
        assertThat(view.vms()).isEqualTo(1);
        assertThat(view.storedBytes()).isEqualTo(full.layerBytes() + incremental.layerBytes());
        assertThat(view.totalBytes()).isGreaterThan(view.freeBytes());
        assertThat(view.problem()).isEmpty();
        assertThat(engine.points())
                .extracting(PointView::id)
                .containsExactly(incremental.id().value(), full.id().value());
    }

    @Test
    void anEmptyOrMissingFolderBecomesARepositoryAndOthersDoNot() throws Exception {
        assertThat(engine.addRepository("new", folder.resolve("a/b")).made()).isTrue();
        assertThat(folder.resolve("a/b/repository.json")).exists();
        Path mounted = Files.createDirectories(folder.resolve("mounted"));
        Files.createDirectory(mounted.resolve("lost+found"));
        assertThat(engine.addRepository("mounted", mounted).made()).isTrue();
        Path foreign = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(foreign.resolve("a.jpg"), "x");
        Files.writeString(foreign.resolve("b.jpg"), "x");
        Problem problem =
                refused(
                        ProblemCode.REPOSITORY_FOLDER_NOT_EMPTY,
                        () -> engine.addRepository("photos", foreign));
        assertThat(problem.arguments().toString()).contains("2", "a.jpg");
        assertThat(foreign.toFile().list()).hasSize(2);
        refused(
                ProblemCode.REPOSITORY_UNREADABLE,
                () -> engine.importRepository("photos", foreign));
        refused(
                ProblemCode.REQUEST_INVALID,
                () -> engine.addRepository(" ", folder.resolve("blank")));
        refused(
                ProblemCode.REQUEST_INVALID,
                () -> engine.addRepository("relative", Path.of("relative")));
    }

    @Test
    void noNameAndNoFolderIsGivenTwice() throws Exception {
        engine.addRepository("nas", nas);
        refused(
                ProblemCode.REPOSITORY_NAME_TAKEN,
                () -> engine.addRepository("nas", folder.resolve("other")));
        refused(ProblemCode.REPOSITORY_KNOWN_ALREADY, () -> engine.addRepository("again", nas));
        refused(
                ProblemCode.REPOSITORY_KNOWN_ALREADY,
                () -> engine.addRepository("inside", nas.resolve("vms/inside")));
        Path link = Files.createSymbolicLink(folder.resolve("link"), nas);
        refused(ProblemCode.REPOSITORY_KNOWN_ALREADY, () -> engine.addRepository("link", link));
        assertThat(nas.resolve("vms/inside")).doesNotExist();
    }

    @Test
    void aCopyOfAKnownRepositoryIsToldFromIt() throws Exception {
        engine.addRepository("nas", nas);
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(nas.resolve("repository.json"), copy.resolve("repository.json"));
        Problem problem =
                refused(ProblemCode.REPOSITORY_TWICE, () -> engine.addRepository("copy", copy));
        assertThat(problem.arguments().toString())
                .contains(view("nas").id(), nas.toString(), copy.toString());
    }

    @Test
    void importTakesWhatTheCatalogDoesNotKnowYet() throws Exception {
        engine.addRepository("nas", nas);
        RestorePoint third;
        try (Repository repository = Repository.open(nas)) {
            third = vm.backup(repository);
        }
        AddedRepository again = engine.importRepository("nas", nas);
        assertThat(again.adopted()).isEqualTo(1);
        assertThat(again.made()).isFalse();
        assertThat(engine.points()).extracting(PointView::id).contains(third.id().value());
        DurableFiles.deleteTree(third.folder());
        Files.writeString(full.folder().resolve("point.json"), "{");
        engine.setDefaultRepository("nas");
        engine.setDefaultRepository("default");
        engine.removeRepository("nas");
        AddedRepository damaged = engine.importRepository("old", nas);
        assertThat(damaged.adopted()).isZero();
        assertThat(damaged.unusable()).as("the full and what is backed by it").isEqualTo(2);
    }

    @Test
    void forgettingLeavesEveryFileAndTheNextAdditionFindsAllAgain() throws Exception {
        engine.addRepository("nas", nas);
        List<Path> before = files();
        engine.setDefaultRepository("nas");
        assertThat(view("default").isDefault()).isFalse();
        refused(ProblemCode.REPOSITORY_IS_DEFAULT, () -> engine.removeRepository("nas"));
        engine.setDefaultRepository("default");
        engine.removeRepository("nas");
        assertThat(files()).isEqualTo(before);
        assertThat(engine.points()).isEmpty();
        refused(ProblemCode.REPOSITORY_UNKNOWN, () -> engine.removeRepository("nas"));
        refused(ProblemCode.REPOSITORY_UNKNOWN, () -> engine.setDefaultRepository("nas"));
        refused(ProblemCode.REPOSITORY_UNKNOWN, () -> engine.repositoryFill("nas"));
        refused(
                ProblemCode.REPOSITORY_UNKNOWN,
                () -> engine.checkRepository("nas", true, Progress.NONE));
        assertThat(engine.addRepository("another name", nas).adopted()).isEqualTo(2);
    }

    private List<Path> files() throws Exception {
        try (var files = Files.walk(nas)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aCheckWithoutDataFindsWhatIsMissingAndOneWithDataFindsAFlippedByte() throws Exception {
        engine.addRepository("nas", nas);
        List<Long> told = new ArrayList<>();
        RepositoryCheck sound =
                engine.checkRepository("nas", false, (_, done, _) -> told.add(done));
        assertThat(sound.sound()).isTrue();
        assertThat(sound.points()).isEqualTo(2);
        assertThat(sound.checkedBytes()).isZero();
        assertThat(told).containsExactly(1L, 2L);
        assertThat(engine.points()).allMatch(point -> point.check().isEmpty());

        RepositoryCheck read = engine.checkRepository("nas", true, Progress.NONE);
        assertThat(read.sound()).isTrue();
        assertThat(read.checkedBytes()).isPositive();
        assertThat(engine.points())
                .allMatch(point -> point.check().filter(PointCheck::sound).isPresent());

        Path layer = full.layer(2000).file();
        try (RandomAccessFile file = new RandomAccessFile(layer.toFile(), "rw")) {
            file.seek(file.length() - 1);
            int old = file.read();
            file.seek(file.length() - 1);
            file.write(old ^ 1);
        }
        RepositoryCheck flipped = engine.checkRepository("nas", true, Progress.NONE);
        assertThat(flipped.damaged()).isEqualTo(2);
        assertThat(flipped.problems().toString()).contains("BadChecksum", "at offset");
        assertThat(engine.points())
                .allSatisfy(point -> {
                    assertThat(point.check().orElseThrow().sound()).isFalse();
                    assertThat(point.check().orElseThrow().problems().getFirst().code())
                            .isEqualTo(ProblemCode.POINT_FINDING);
                });

        Files.delete(layer);
        DurableFiles.deleteTree(incremental.folder());
        RepositoryCheck missing = engine.checkRepository("nas", false, Progress.NONE);
        assertThat(missing.damaged()).isEqualTo(2);
        assertThat(missing.problems().toString()).contains("MissingLayer", "MissingPoint");
    }

    @Test
    void verificationsAreRemembered() throws Exception {
        engine.addRepository("nas", nas);
        String id = full.id().value();
        assertThat(engine.verify(id, Progress.NONE).sound()).isTrue();
        engine.close();
        engine = LabHome.open(folder.resolve("home"), new MemorySecretStore());
        PointCheck check = point(id).check().orElseThrow();
        assertThat(check.sound()).isTrue();
        assertThat(check.checkedBytes()).isEqualTo(3 * 65536);
        assertThat(point(incremental.id().value()).check()).isEmpty();
        Files.writeString(full.folder().resolve("point.json"), "{");
        refused(ProblemCode.POINT_DAMAGED, () -> engine.verify(id, Progress.NONE));
        PointCheck failed = point(id).check().orElseThrow();
        assertThat(failed.sound()).isFalse();
        assertThat(failed.problems().getFirst().code()).isEqualTo(ProblemCode.POINT_DAMAGED);
    }

    private PointView point(String id) throws Exception {
        return engine.points().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aRepositoryThatIsGoneDamagedOrReadOnlySaysWhy() throws Exception {
        engine.addRepository("nas", nas);
        Path away = folder.resolve("away");
        Files.move(nas, away);
        assertThat(view("nas").reachable()).isFalse();
        assertThat(view("nas").problem().orElseThrow().code())
                .isEqualTo(ProblemCode.REPOSITORY_UNREADABLE);
        assertThat(view("nas").points()).isEqualTo(2);
        refused(
                ProblemCode.REPOSITORY_UNREADABLE,
                () -> engine.checkRepository("nas", true, Progress.NONE));
        Files.move(away, nas);
        assertThat(view("nas").problem()).isEmpty();
        Files.writeString(nas.resolve("repository.json"), "{ \"format_version\" : 1, ");
        assertThat(view("nas").problem().orElseThrow().toString())
                .contains("REPOSITORY_UNREADABLE", nas.toString());
        refused(
                ProblemCode.REPOSITORY_UNREADABLE,
                () -> engine.importRepository("x", folder.resolve("nowhere")));
    }

    @Test
    void theFillIsNotedAtTheBeginningAndAfterRuns() throws Exception {
        for (int i = 0; i < 600 && engine.repositoryFill("default").isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(engine.repositoryFill("default"))
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.totalBytes()).isPositive();
                    assertThat(sample.usedBytes()).isPositive();
                    assertThat(sample.storedBytes()).isZero();
                });
        engine.close();
        engine = LabHome.open(folder.resolve("home"), new MemorySecretStore());
        Thread.sleep(500);
        assertThat(engine.repositoryFill("default")).as("within the hour").hasSize(1);
        try (LabHome lab = new LabHome(folder.resolve("lab"))) {
            engine.addVCenter(lab.vcenter(LabHome.NAME));
            assertThat(LabHome.backup(engine, LabHome.SMALL).state().succeeded()).isTrue();
            for (int i = 0; i < 600 && engine.repositoryFill("default").size() < 2; i++) {
                Thread.sleep(100);
            }
            assertThat(engine.repositoryFill("default").getLast().storedBytes())
                    .isEqualTo(view("default").storedBytes())
                    .isPositive();
        }
    }

    @Test
    void aRepositoryThatARunUsesIsNotForgotten() throws Exception {
        try (LabHome lab = new LabHome(folder.resolve("lab"))) {
            engine.addVCenter(lab.vcenter(LabHome.NAME));
            lab.lab
                    .faults()
                    .add(
                            io.sendense.engine.lab.fault.FaultRule.on(
                                            io.sendense.engine.lab.fault.FaultRule.FOLDER,
                                            new io.sendense.engine.lab.fault.FaultAction
                                                    .AnswerStatus(503))
                                    .always());
            var run = LabHome.start(engine, LabHome.SMALL);
            engine.addRepository("nas", nas);
            engine.setDefaultRepository("nas");
            Problem used =
                    refused(
                            ProblemCode.REPOSITORY_IN_USE,
                            () -> engine.removeRepository("default"));
            assertThat(used.arguments().toString()).contains("run " + run.value());
            engine.cancelRun(run);
            engine.awaitRun(run);
            engine.removeRepository("default");
        }
    }

    @Test
    void aRepositoryThatAJobBacksUpToIsNotForgotten() throws Exception {
        try (LabHome lab = new LabHome(folder.resolve("lab"))) {
            engine.addVCenter(lab.vcenter(LabHome.NAME));
            engine.addRepository("nas", nas);
            JobDefinition nightly =
                    LabJobs.job(
                            "nightly", new Schedule.Manual(), LabJobs.vm(engine, LabHome.SMALL));
            JobId job =
                    engine.jobs()
                            .add(
                                    new JobDefinition(
                                            nightly.name(),
                                            nightly.selection(),
                                            Optional.of("nas"),
                                            nightly.schedule(),
                                            nightly.options(),
                                            nightly.atOnce()))
                            .id();
            Problem used =
                    refused(ProblemCode.REPOSITORY_IN_USE, () -> engine.removeRepository("nas"));
            assertThat(used.arguments().toString()).contains("job nightly");
            engine.jobs().remove(job);
            engine.removeRepository("nas");
        }
    }

    @Test
    void permissionsThatForbidWritingAreTold() throws Exception {
        engine.addRepository("nas", nas);
        Path vms = nas.resolve("vms");
        Files.setPosixFilePermissions(vms, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            org.junit.jupiter.api.Assumptions.assumeFalse(
                    Files.isWritable(vms), "the superuser may write everywhere");
            assertThat(view("nas").problem().orElseThrow().code())
                    .isEqualTo(ProblemCode.REPOSITORY_READ_ONLY);
            assertThat(view("nas").reachable()).isTrue();
        } finally {
            Files.setPosixFilePermissions(vms, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
