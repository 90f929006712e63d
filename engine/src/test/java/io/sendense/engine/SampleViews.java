package io.sendense.engine;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.Verdict;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.restore.PlanItem;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records with every kind of value in them: present and absent, large, and letters of all sorts.
public final class SampleViews {
    public static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123456Z");

    private SampleViews() {}

    public static Inventory inventory(int vms) {
        List<Container> containers =
                List.of(
                        new Container(
                                new ObjectId("datacenter-1"),
                                ContainerKind.DATACENTER,
                                "Z\u00fcrich/\u6771\u4eac",
                                Optional.empty()),
                        new Container(
                                new ObjectId("group-v3"),
                                ContainerKind.FOLDER,
                                "50% \"off\" \\ \ud83d\ude80",
                                Optional.of(new ObjectId("datacenter-1"))));
        List<VmSummary> machines = new ArrayList<>();
        for (int i = 0; i < vms; i++) {
            boolean odd = i % 2 == 1;
            machines.add(
                    new VmSummary(
                            new ObjectId("vm-" + (42 + i)),
                            "pgtest" + i,
                            "5026-" + i,
                            PowerState.values()[i % PowerState.values().length],
                            odd,
                            odd ? Optional.empty() : Optional.of(new ObjectId("group-v3")),
                            Optional.of(new ObjectId("host-9")),
                            Optional.empty(),
                            odd ? Optional.of("Debian GNU/Linux 12") : Optional.empty(),
                            (1L << 40) + i));
        }
        return new Inventory(containers, machines, tags());
    }

    /// One on the first VM and a folder, another on the first VM, one on nothing.
    public static Tags tags() {
        ObjectId vm = new ObjectId("vm-42");
        return Tags.of(
                Map.of(
                        new Tag("urn:tag:1", "backup", "gold \u2603"),
                        List.of(vm, new ObjectId("group-v3")),
                        new Tag("urn:tag:2", "environment", "production"),
                        List.of(vm),
                        new Tag("urn:tag:3", "backup", "none"),
                        List.of()));
    }

    public static VirtualMachine machine(VmSummary summary) {
        VirtualDisk disk =
                new VirtualDisk(
                        2000,
                        "Hard disk 1",
                        "SCSI 0",
                        1000,
                        0,
                        109_521_666_048L,
                        new DatastorePath("datastore 1", "pg test/pg%2ftest.vmdk"),
                        DiskBacking.FLAT,
                        DiskMode.PERSISTENT,
                        true,
                        false,
                        Optional.of("6000c29c-1"),
                        Optional.of(new ChangeId("52 3f 4d/17")),
                        1);
        SnapshotNode child =
                new SnapshotNode(new ObjectId("snapshot-8"), "before\nupdate", "", TIME, List.of());
        SnapshotNode root =
                new SnapshotNode(
                        new ObjectId("snapshot-7"), "mine", "do not touch", TIME, List.of(child));
        return new VirtualMachine(
                summary,
                "4226-bios",
                Optional.of("Z\u00fcrich"),
                "vmx-19",
                true,
                false,
                true,
                List.of(disk),
                List.of(root));
    }

    public static About about() {
        return new About("VMware vCenter Server 8.0.3", "8.0.3.0", "uuid-vc", true);
    }

    public static ServerCertificate certificate() {
        return new ServerCertificate(
                "AB:CD", "CN=vc.example.com", "CN=lab", TIME, TIME.plusSeconds(86400), false);
    }

    public static List<RepositoryView> repositories() {
        return List.of(
                new RepositoryView(
                        "default",
                        "/srv/backups",
                        "repo-1",
                        true,
                        1L << 42,
                        1L << 43,
                        2,
                        1,
                        72L << 30,
                        Optional.empty()),
                new RepositoryView(
                        "nas",
                        "/mnt/nas",
                        "repo-2",
                        false,
                        -1,
                        -1,
                        0,
                        0,
                        0,
                        Optional.of(
                                Problem.of(ProblemCode.REPOSITORY_UNREADABLE)
                                        .with("path", "/mnt/nas")
                                        .with("cause", "repository.json is missing"))));
    }

    public static RepositoryCheck checked(String name, boolean readData) {
        return new RepositoryCheck(name, 2, 1, readData ? 36L << 30 : 0, List.of(finding()));
    }

    private static Problem finding() {
        return Problem.of(ProblemCode.POINT_FINDING)
                .with("point", "aaaaaaaaaaaaaaaa")
                .with("kind", "BadChecksum")
                .with("cause", "cluster 17 at offset 1114112");
    }

    public static List<FillSample> fill() {
        return List.of(
                new FillSample(TIME, 1L << 42, 1L << 43, 1L << 40),
                new FillSample(TIME.plusSeconds(3600), 1L << 41, 1L << 43, 1L << 41));
    }

    public static RestorePlan restorePlan() {
        return new RestorePlan(
                List.of(
                        new PlanItem("Hard disk 1", Verdict.KEPT, Optional.empty()),
                        new PlanItem(
                                "reservation",
                                Verdict.CHANGED,
                                Optional.of(
                                        Concern.of(ConcernRule.RESERVATION_RELEASED)
                                                .withCount("cpu", 1000)
                                                .withBytes("memory", 1L << 30)))));
    }

    public static List<PointView> points() {
        return List.of(
                point("aaaaaaaaaaaaaaaa", Optional.of(7L), Optional.empty()),
                point("bbbbbbbbbbbbbbb2", Optional.empty(), Optional.of("aaaaaaaaaaaaaaaa")));
    }

    private static PointView point(String id, Optional<Long> run, Optional<String> parent) {
        return new PointView(
                id,
                "default",
                "vc1",
                "pgtest1",
                "5026-1",
                TIME,
                run,
                parent.isPresent(),
                "crash",
                36L << 30,
                "/srv/backups/vms/x/points/" + id,
                List.of(
                        new PointView.PointDiskView(
                                2000,
                                "Hard disk 1",
                                109_521_666_048L,
                                "/srv/backups/vms/x/points/" + id + "/disk-2000.qcow2",
                                36L << 30,
                                parent,
                                Optional.of("52 3f/7"))),
                run.map(_ -> new PointCheck(TIME, false, 36L << 30, List.of(finding()))));
    }

    public static List<RateSample> rates() {
        return List.of(
                new RateSample(Duration.ofSeconds(1), 100 << 20, 100 << 20),
                new RateSample(Duration.ofMillis(2050), 150 << 20, 49_932_190));
    }

    public static VerifyView verified() {
        return new VerifyView(
                "aaaaaaaaaaaaaaaa",
                false,
                36L << 30,
                List.of(
                        new VerifyView.Finding("BadChecksum", 2000, "cluster 17 at 0x110000"),
                        new VerifyView.Finding("MissingBase", -1, "")));
    }
}
