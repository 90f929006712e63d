package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.ChangeMark;
import io.sendense.engine.repository.point.DiskFacts;
import io.sendense.engine.repository.point.DraftDisk;
import io.sendense.engine.repository.point.LayerChain;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.repository.point.VmIdentity;
import io.sendense.engine.source.change.FullReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoryTest {
    private static final long MIB = 1 << 20;

    @RegisterExtension final SoundRepository sound = new SoundRepository();

    private final Random random = new Random(42);
    private final GuestVm vm = new GuestVm();

    private static void refused(ThrowingCallable call, ProblemCode code, String... texts) {
        var refusal =
                assertThatThrownBy(call)
                        .isInstanceOfSatisfying(
                                EngineException.class,
                                e -> {
                                    assertThat(e.problem().code()).isEqualTo(code);
                                    GermanTexts.assertGerman(e.problem());
                                });
        for (String text : texts) {
            refusal.hasMessageContaining(text);
        }
    }

    private static List<String> tree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void isMadeOnceAndOpenedAgain() throws Exception {
        try (Repository opened = Repository.open(sound.root())) {
            assertThat(opened.id()).isEqualTo(sound.get().id());
            assertThat(opened.points()).isEmpty();
            assertThat(opened.freeBytes()).isPositive();
        }
        assertThat(Files.readString(sound.root().resolve("repository.json")))
                .contains("\"format_version\" : 1")
                .contains("\"cluster_size\" : 65536")
                .contains("\"compression_type\" : \"zstd\"")
                .contains("\"extended_l2\" : \"off\"");
        refused(
                () -> Repository.create(sound.root(), SoundRepository.CLOCK),
                ProblemCode.REPOSITORY_WRITE_FAILED,
                "exists already");
        refused(
                () -> Repository.open(sound.root().resolve("nothing")),
                ProblemCode.REPOSITORY_UNREADABLE,
                "repository.json is missing");
    }

    @Test
    void ofAnUnknownFormatIsRefusedWithTheNumbers() throws Exception {
        sound.willBeDamaged();
        Path file = sound.root().resolve("repository.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"format_version\" : 1", "\"format_version\" : 3"));
        refused(
                () -> Repository.open(sound.root()),
                ProblemCode.REPOSITORY_FORMAT_UNSUPPORTED,
                "found=Count[value=3]",
                "known=Count[value=1]");
        Files.writeString(file, text.replace("65536", "131072"));
        refused(
                () -> Repository.open(sound.root()),
                ProblemCode.REPOSITORY_UNREADABLE,
                "131072",
                "65536");
        Files.writeString(file, text.replace("{", "{ \"new_field\" : 1,"));
        try (Repository tolerant = Repository.open(sound.root())) {
            assertThat(tolerant.id()).isEqualTo(sound.get().id());
        }
    }

    @Test
    void showsAPointOnlyOnceItIsPublished() throws Exception {
        vm.disk(2000, 10 * MIB).fill(3, random);
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            vm.store(draft, Optional.empty());
            assertThat(sound.get().points()).isEmpty();
            assertThat(sound.get().listDrafts()).containsExactly(draft.folder());
            assertThat(draft.folder().getFileName()).hasToString(".draft-" + draft.id());
            refused(() -> sound.get().point(draft.id().value()), ProblemCode.POINT_UNKNOWN);

            RestorePoint point = draft.publish(GuestVm.facts(5));
            assertThat(sound.get().points()).containsExactly(point);
            assertThat(sound.get().listDrafts()).isEmpty();
            String folder =
                    "vms/50331234-aaaa-bbbb-cccc-0123456789ab-c0ffee00/points/20260131T230000Z-"
                            + point.id();
            assertThat(point.folder()).isEqualTo(sound.root().resolve(folder));
        }
        assertThat(tree(sound.get().points().getFirst().folder()))
                .containsExactly(
                        "config.xml", "disk-2000.qcow2", "disk-2000.sums", "nvram", "point.json");
        assertThat(sound.get().points().getFirst().manifest().run()).isEqualTo(5);
    }

    @Test
    void keepsNothingOfADraftThatIsClosed() throws Exception {
        vm.disk(2000, 10 * MIB).fill(3, random);
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            draft.configuration("<config/>");
            draft.disk(GuestVm.request(new GuestDisk(2000, "a", MIB), Optional.empty()));
        }
        assertThat(tree(sound.root())).containsExactly("repository.json");
        RestorePointDraft forgotten = sound.get().draft(vm.identity(), GuestVm.BEGIN);
        sound.get().close();
        assertThat(forgotten.folder()).doesNotExist();
        assertThat(tree(sound.root())).containsExactly("repository.json");
    }

    @Test
    void publishesOnlyWhatIsSealed() throws Exception {
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            assertThatThrownBy(() -> draft.publish(GuestVm.facts(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("at least one disk");
            DraftDisk disk =
                    draft.disk(GuestVm.request(new GuestDisk(2000, "a", MIB), Optional.empty()));
            assertThat(disk.device().size()).isEqualTo(MIB);
            assertThatThrownBy(() -> draft.publish(GuestVm.facts(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("disk 2000 is not sealed");
        }
        assertThat(sound.get().points()).isEmpty();
    }

    @Test
    void sealsNoLayerThatLacksASumOrASumThatLacksItsCluster() throws Exception {
        DiskFacts facts =
                DiskFacts.full(FullReason.REQUESTED, ChangeMark.absent(FullReason.NO_CHANGE_ID));
        GuestDisk guest = new GuestDisk(2000, "a", MIB).fill(2, random);
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            DraftDisk disk = draft.disk(GuestVm.request(guest, Optional.empty()));
            disk.device().write(2 * 65536, guest.read(2));
            refused(
                    () -> disk.seal(facts),
                    ProblemCode.TRANSFER_INCOMPLETE,
                    "planned=Bytes[value=65536]",
                    "done=Bytes[value=0]");
        }
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            DraftDisk disk = draft.disk(GuestVm.request(guest, Optional.empty()));
            disk.sums().data(2, guest.read(2));
            refused(() -> disk.seal(facts), ProblemCode.TRANSFER_INCOMPLETE);
        }
    }

    @Test
    void refusesTheSameDiskTwiceAndAParentOfAnotherVm() throws Exception {
        GuestDisk disk = vm.disk(2000, MIB).fill(1, random);
        RestorePoint point = vm.backup(sound.get());
        PointLayer layer = point.layer(2000);
        GuestVm other = new GuestVm("50331234-aaaa-bbbb-cccc-0123456789ff", "other");
        try (RestorePointDraft draft = sound.get().draft(other.identity(), GuestVm.BEGIN)) {
            assertThatThrownBy(() -> draft.disk(GuestVm.request(disk, Optional.of(layer))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(layer.toString());
            draft.disk(GuestVm.request(disk, Optional.empty()));
            assertThatThrownBy(() -> draft.disk(GuestVm.request(disk, Optional.empty())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2000");
        }
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            draft.disk(GuestVm.request(disk, Optional.of(layer)));
            GuestDisk copy = new GuestDisk(2007, "b", MIB);
            assertThatThrownBy(() -> draft.disk(GuestVm.request(copy, Optional.of(layer))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("backs disk 2000 already");
        }
    }

    @Test
    void givesTheLatestPointOfExactlyThisVmOnThisServer() throws Exception {
        vm.disk(2000, MIB).fill(0, random);
        RestorePoint first = vm.backup(sound.get());
        RestorePoint second = vm.backup(sound.get());
        assertThat(sound.get().latest(vm.identity())).contains(second);
        assertThat(second.layer(2000).disk().parent().orElseThrow().point()).isEqualTo(first.id());
        assertThat(second.incremental()).isTrue();
        VmIdentity elsewhere =
                new VmIdentity(
                        GuestVm.INSTANCE,
                        "deadbeef-1111-2222-3333-444455556666",
                        "pgtest1",
                        "vm-42");
        assertThat(sound.get().latest(elsewhere)).isEmpty();
    }

    @Test
    void ordersByHistoryEvenWhereTheClockWasSetBack() throws Exception {
        vm.disk(2000, MIB).fill(0, random);
        GuestVm other = new GuestVm("50331234-aaaa-bbbb-cccc-0123456789ff", "other");
        other.disk(2000, MIB);
        List<RestorePoint> expected = new ArrayList<>();
        expected.addFirst(vm.backup(sound.get()));
        vm.clock(GuestVm.BEGIN.minus(Duration.ofDays(300)));
        expected.addFirst(vm.backup(sound.get()));
        expected.addFirst(vm.backupFull(sound.get()));
        assertThat(sound.get().points()).isEqualTo(expected);
        assertThat(sound.get().latest(vm.identity())).contains(expected.getFirst());
        other.clock(GuestVm.BEGIN.plusSeconds(1));
        RestorePoint newest = other.backup(sound.get());
        expected.addFirst(newest);
        assertThat(sound.get().points()).isEqualTo(expected);
    }

    @Test
    void findsPointsByPrefix() throws Exception {
        vm.disk(2000, MIB);
        RestorePoint first = vm.backup(sound.get());
        RestorePoint second = vm.backup(sound.get());
        assertThat(sound.get().point(first.id().value())).isEqualTo(first);
        assertThat(sound.get().point(second.id().value().substring(0, 12))).isEqualTo(second);
        refused(() -> sound.get().point(""), ProblemCode.POINT_UNKNOWN);
        refused(() -> sound.get().point("1"), ProblemCode.POINT_UNKNOWN, "1");
        // 33 points have two with the same first character, whatever the ids.
        for (int i = 0; i < 31; i++) {
            vm.backupFull(sound.get());
        }
        char twice = firstCharacterThatOccursTwice();
        refused(
                () -> sound.get().point(String.valueOf(twice)),
                ProblemCode.POINT_AMBIGUOUS,
                "candidates");
    }

    private char firstCharacterThatOccursTwice() throws EngineException {
        List<Character> seen = new ArrayList<>();
        for (RestorePoint point : sound.get().points()) {
            char first = point.id().value().charAt(0);
            if (seen.contains(first)) {
                return first;
            }
            seen.add(first);
        }
        throw new AssertionError("33 different characters of 32");
    }

    @Test
    void reportsUnreadablePointsAndGoesOnWithTheOthers() throws Exception {
        sound.willBeDamaged();
        vm.disk(2000, MIB).fill(0, random);
        RestorePoint good = vm.backup(sound.get());
        RestorePoint bad = vm.backup(sound.get());
        Files.writeString(bad.folder().resolve("point.json"), "{");
        assertThat(sound.get().points()).containsExactly(good);
        assertThat(sound.get().latest(vm.identity())).contains(good);
        assertThat(sound.get().scan().unreadable())
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.id()).isEqualTo(bad.id());
                    assertThat(point.problem().code()).isEqualTo(ProblemCode.POINT_DAMAGED);
                });
        refused(() -> sound.get().point(bad.id().value()), ProblemCode.POINT_DAMAGED, "point.json");
        Files.delete(bad.folder().resolve("point.json"));
        refused(
                () -> sound.get().point(bad.id().value()),
                ProblemCode.POINT_DAMAGED,
                "point.json is missing");
    }

    @Test
    void refusesAPointThatWasMovedToAnotherVm() throws Exception {
        sound.willBeDamaged();
        vm.disk(2000, MIB).fill(0, random);
        RestorePoint point = vm.backup(sound.get());
        Path points =
                sound.root().resolve("vms/60331234-aaaa-bbbb-cccc-0123456789ab-c0ffee00/points");
        Files.createDirectories(points);
        Files.move(point.folder(), points.resolve(point.folder().getFileName()));
        assertThat(sound.get().points()).isEmpty();
        assertThat(sound.get().scan().unreadable()).hasSize(1);
    }

    @Test
    void knowsTheNamesAVmHasHad() throws Exception {
        vm.disk(2000, MIB);
        vm.backup(sound.get());
        vm.backup(sound.get());
        GuestVm renamed = new GuestVm(GuestVm.INSTANCE, "pgtest1 (old)");
        renamed.disk(2000, MIB);
        renamed.clock(GuestVm.BEGIN.plus(Duration.ofDays(1)));
        RestorePoint point = renamed.backup(sound.get());
        String names = Files.readString(point.folderOfVm().path().resolve("vm.json"));
        assertThat(names.split("\"name\"", -1)).hasSize(3);
        assertThat(names)
                .contains("pgtest1 (old)")
                .contains("\"first\" : \"2026-01-31T23:00:00Z\"")
                .contains("\"last\" : \"2026-02-01T00:00:00Z\"");
    }

    @Test
    void givesTheSumsOfAChainAndRefusesAMissingBase() throws Exception {
        GuestDisk disk = vm.disk(2000, 10 * MIB + 512).fill(3, random).fill(4, random);
        vm.backup(sound.get());
        disk.zero(3).fill(disk.clusters() - 1, random);
        RestorePoint second = vm.backup(sound.get());
        LayerChain chain = second.chain(2000);
        assertThat(chain.layers()).hasSize(2);
        io.sendense.engine.repository.sums.ClusterDigests digests =
                new io.sendense.engine.repository.sums.ClusterDigests(65536, 10 * MIB + 512);
        try (var sums = chain.sums()) {
            for (long cluster = 0; cluster < disk.clusters(); cluster++) {
                assertThat(sums.at(cluster).sum())
                        .isEqualTo(digests.of(cluster, disk.read(cluster)));
            }
        }
        sound.willBeDamaged();
        Files.delete(chain.layers().get(1).file());
        refused(() -> second.chain(2000), ProblemCode.POINT_DAMAGED, "disk-2000.qcow2 is missing");
        refused(() -> second.chain(2001), ProblemCode.POINT_DISK_UNKNOWN, "2001", "2000");
    }

    @Test
    void refusesToWorkWhereItNoLongerIs() throws Exception {
        sound.willBeDamaged();
        vm.disk(2000, MIB).fill(0, random);
        vm.backup(sound.get());
        Path away = sound.root().resolveSibling("away");
        Files.move(sound.root(), away);
        Files.createDirectory(sound.root());
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> sound.get().points(),
                        () -> sound.get().latest(vm.identity()),
                        () -> sound.get().point("a"),
                        () -> sound.get().listDrafts(),
                        () -> sound.get().sweepDrafts(_ -> false),
                        () -> sound.get().draft(vm.identity(), GuestVm.BEGIN))) {
            refused(call, ProblemCode.REPOSITORY_UNREADABLE, "repository.json is missing");
        }
        assertThat(sound.root()).isEmptyDirectory();
        try (Repository other = Repository.create(sound.root(), SoundRepository.CLOCK)) {
            refused(
                    () -> sound.get().points(),
                    ProblemCode.REPOSITORY_UNREADABLE,
                    other.id(),
                    sound.get().id());
        }
    }

    @Test
    void readsNoChainThatTheManifestsDoNotName() throws Exception {
        sound.willBeDamaged();
        GuestDisk disk = vm.disk(2000, MIB).fill(0, random);
        RestorePoint first = vm.backup(sound.get());
        disk.fill(1, random);
        RestorePoint second = vm.backup(sound.get());
        disk.fill(2, random);
        RestorePoint third = vm.backup(sound.get());
        third.chain(2000).open().close();
        // A full in the place of the layer between.
        Files.copy(
                first.layer(2000).file(),
                second.layer(2000).file(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        refused(
                () -> third.chain(2000).open(),
                ProblemCode.POINT_DAMAGED,
                "Its chain ends before " + first.layer(2000).file());
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            Optional<PointLayer> parent = Optional.of(third.layer(2000));
            refused(
                    () -> draft.disk(GuestVm.request(disk, parent)),
                    ProblemCode.POINT_DAMAGED,
                    third.id().value());
        }
    }

    @Test
    void isNotChangedByAnInterruptWhilePublishing() throws Exception {
        vm.disk(2000, MIB).fill(1, random);
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN)) {
            vm.store(draft, Optional.empty());
            Thread.currentThread().interrupt();
            RestorePoint point = draft.publish(GuestVm.facts(1));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(sound.get().points()).containsExactly(point);
        }
    }
}
