package io.sendense.ui;

import io.sendense.engine.FillSample;
import io.sendense.engine.PointCheck;
import io.sendense.engine.PointView;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.Verdict;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.restore.PlanItem;
import io.sendense.engine.restore.RestorePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Restore points of a few weeks, and repositories that fill: for tests and pictures.
public final class SamplePoints {
    public static final Instant NOW = Instant.parse("2026-11-22T20:15:00Z");
    public static final String NEWEST = id(1, 14);
    private static final long GIB = SampleInventory.GIB;

    private SamplePoints() {}

    static String id(int vm, int number) {
        return ("p" + (char) ('a' + vm) + "qwertyuiopasdf").substring(0, 14)
                + (char) ('a' + number / 26)
                + (char) ('a' + number % 26);
    }

    /// A VM with two disks and a point a day, two with less, one damaged point among them.
    public static void fill(FakeStore store) {
        for (int day = 0; day < 15; day++) {
            store.put(point(1, "pgtest1", day, 14, 2));
        }
        for (int day = 0; day < 4; day++) {
            store.put(point(2, "erp-database", day, 21, 1));
        }
        store.put(point(3, "B\u00fcro/Empfang", 0, 0, 1));
        store.damage(
                id(1, 9),
                Problem.of(ProblemCode.POINT_FINDING)
                        .with("point", id(1, 9))
                        .with("kind", "BadChecksum")
                        .because(differs()));
        repositories(store);
    }

    /// @param full every `full` days one is full
    private static PointView point(int vm, String name, int day, int full, int disks) {
        boolean isFull = full == 0 || day % 7 == 0;
        Instant created = NOW.minus(Duration.ofDays(14L - day)).minus(Duration.ofMinutes(17L * vm));
        List<PointView.PointDiskView> layers = new ArrayList<>();
        for (int disk = 0; disk < disks; disk++) {
            layers.add(
                    new PointView.PointDiskView(
                            2000 + disk,
                            "Hard disk " + (disk + 1),
                            disk == 0 ? 102 * GIB : 5 * GIB,
                            "/srv/backup/vms/x/points/" + id(vm, day) + "/disk.qcow2",
                            isFull ? 36 * GIB / (disk + 1) : (day + 2) * GIB / (5 * (disk + 1)),
                            isFull ? Optional.empty() : Optional.of(id(vm, day - 1)),
                            Optional.of("52 4d/" + day)));
        }
        return new PointView(
                id(vm, day),
                "default",
                "vcenter.example.com",
                name,
                "50300000-0000-4000-8000-00000000010" + vm,
                created,
                Optional.of(100L * vm + day),
                !isFull,
                day % 3 == 0 ? "FILE_SYSTEM" : "CRASH",
                layers.stream().mapToLong(PointView.PointDiskView::layerBytes).sum(),
                "/srv/backup/vms/x/points/" + id(vm, day),
                layers,
                check(vm, day, created));
    }

    private static Optional<PointCheck> check(int vm, int day, Instant created) {
        if (vm == 1 && day == 9) {
            return Optional.of(
                    new PointCheck(
                            created.plusSeconds(40_000),
                            false,
                            36 * GIB,
                            List.of(
                                    Problem.of(ProblemCode.POINT_FINDING)
                                            .with("point", id(vm, day))
                                            .with("kind", "BadChecksum")
                                            .because(differs()))));
        }
        return day % 4 == 1
                ? Optional.of(new PointCheck(created.plusSeconds(9_000), true, 38 * GIB, List.of()))
                : Optional.empty();
    }

    /// Three of them: one with room, one that is nearly full, one that is away.
    static void repositories(FakeStore store) {
        store.put(
                new RepositoryView(
                        "default",
                        "/srv/backup",
                        "repo-1",
                        true,
                        862 * GIB,
                        2048 * GIB,
                        20,
                        3,
                        311 * GIB,
                        Optional.empty()));
        store.put(
                new RepositoryView(
                        "nas-archive",
                        "/mnt/nas/sendense",
                        "repo-2",
                        false,
                        118 * GIB,
                        4096 * GIB,
                        412,
                        38,
                        3650 * GIB,
                        Optional.empty()));
        store.put(
                new RepositoryView(
                        "usb-disk",
                        "/media/usb/backup",
                        "repo-3",
                        false,
                        -1,
                        -1,
                        12,
                        2,
                        96 * GIB,
                        Optional.of(
                                Problem.of(ProblemCode.REPOSITORY_UNREADABLE)
                                        .with("path", "/media/usb/backup")
                                        .because(
                                                Cause.of(CauseCode.FILE_MISSING)
                                                        .with(
                                                                "path",
                                                                "/media/usb/backup/repository.json")))));
        store.fill("default", samples(2048, 1186, 6.5));
        store.fill("nas-archive", samples(4096, 3978, 19));
    }

    private static Cause differs() {
        return Cause.of(CauseCode.CLUSTER_DIFFERS)
                .withCount("cluster", 17)
                .withCount("offset", 1_114_112)
                .with("found", "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef")
                .with(
                        "expected",
                        "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab");
    }

    /// A month of samples that end with so much in use.
    private static List<FillSample> samples(long totalGib, long usedGib, double gibADay) {
        List<FillSample> samples = new ArrayList<>();
        for (int hour = 30 * 24; hour >= 0; hour -= 6) {
            double wave = 4 * Math.sin(hour / 17.0);
            long used = (long) ((usedGib - gibADay * hour / 24 + wave) * GIB);
            samples.add(
                    new FillSample(
                            NOW.minus(Duration.ofHours(hour)),
                            totalGib * GIB - used,
                            totalGib * GIB,
                            used / 2));
        }
        return samples;
    }

    /// A plan with one of each verdict.
    public static RestorePlan plan() {
        return new RestorePlan(
                List.of(
                        item("instanceUuid", Concern.of(ConcernRule.IDENTITY_IF_FREE)),
                        item("folder", Concern.of(ConcernRule.PLACE_CHOSEN)),
                        item(
                                "cpuAllocation",
                                Concern.of(ConcernRule.RESERVATION_RELEASED)
                                        .withCount("cpu", 1000)
                                        .withBytes("memory", GIB)),
                        new PlanItem("Hard disk 1", Verdict.KEPT, Optional.empty()),
                        item("USB 1", Concern.of(ConcernRule.DEVICE_USB).with("label", "USB 1")),
                        item(
                                "Virtual TPM",
                                Concern.of(ConcernRule.DEVICE_TPM).with("label", "Virtual TPM"))));
    }

    private static PlanItem item(String subject, Concern concern) {
        return new PlanItem(subject, concern.rule().verdict().orElseThrow(), Optional.of(concern));
    }
}
