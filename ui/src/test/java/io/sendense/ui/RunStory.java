package io.sendense.ui;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Takes one run of the fake engine through a backup as a real one goes, with its events and with
/// numbers that agree with each other. For one thread.
final class RunStory {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private static final Waits WAITS =
            new Waits(
                    Duration.ofSeconds(71),
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(12),
                    Duration.ZERO,
                    Duration.ofSeconds(8));

    private final FakeEngine engine;
    private final RunId run;

    RunStory(FakeEngine engine, RunId run) {
        this.engine = engine;
        this.run = run;
    }

    /// Up to a transfer that has done about a quarter.
    RunStory transferring() {
        engine.tick(1);
        event(
                EventCode.PREFLIGHT_PASSED,
                Map.of(
                        "disks",
                        new Argument.Count(view().disks().size()),
                        "capacity",
                        bytes(capacity())));
        event(EventCode.SNAPSHOT_REQUESTED, Map.of("name", text("sendense-" + run)));
        engine.tick(3);
        event(
                EventCode.SNAPSHOT_CREATED,
                Map.of("snapshot", text("snapshot-51"), "time", seconds(2.6)));
        for (DiskView disk : view().disks()) {
            plan(disk);
        }
        engine.change(run, r -> FakeRun.transfer(r, 2000, plan(2000), 9 * GIB, 389 * MIB));
        if (view().disks().size() > 1) {
            engine.change(run, r -> FakeRun.transfer(r, 2001, plan(2001), 1748 * MIB, 118 * MIB));
        }
        engine.change(run, r -> FakeHold.waited(r, WAITS));
        engine.rates(run, FakeCurve.of(26, 507 * MIB));
        return this;
    }

    private void plan(DiskView disk) {
        event(
                EventCode.DISK_PLANNED,
                Map.of(
                        "label", text(disk.label()),
                        "planned", bytes(plan(disk.key())),
                        "capacity", bytes(disk.capacityBytes()),
                        "mode", text("FIRST_POINT")));
        event(
                EventCode.DISK_EXPORTED,
                Map.of(
                        "label", text(disk.label()),
                        "export", text(FakeRun.export(run, disk.key())),
                        "transport", text("folder")));
    }

    private static long plan(int key) {
        return key == 2000 ? 36 * GIB : 5 * GIB;
    }

    /// To a published restore point.
    void completed() {
        engine.tick(29);
        if (view().disks().size() > 1) {
            complete(view().disks().getLast(), 29.4);
        }
        engine.tick(63);
        complete(view().disks().getFirst(), 92.7);
        String point = "h4tz9kq2wmx7b3cd";
        event(
                EventCode.POINT_PUBLISHED,
                Map.of("point", text(point), "bytes", bytes(view().doneBytes() / 2)));
        engine.tick(3);
        event(
                EventCode.SNAPSHOT_REMOVED,
                Map.of("snapshot", text("snapshot-51"), "time", seconds(2.9)));
        long took = Duration.between(view().started(), engine.now()).toSeconds();
        engine.rates(run, FakeCurve.of(took, view().doneBytes() / Math.max(1, took)));
        engine.change(run, r -> FakeHold.waited(r, WAITS));
        engine.complete(run, point);
        engine.change(run, r -> FakeHold.waited(r, WAITS));
        event(EventCode.RUN_COMPLETED, Map.of("time", seconds(took)));
    }

    private void complete(DiskView disk, double seconds) {
        long planned = plan(disk.key());
        engine.change(run, r -> FakeRun.transfer(r, disk.key(), planned, planned, 0));
        event(
                EventCode.DISK_COMPLETED,
                Map.of(
                        "label", text(disk.label()),
                        "written", bytes(planned - planned / 4),
                        "zeroed", bytes(planned / 4),
                        "equal", bytes(0),
                        "time", seconds(seconds)));
    }

    /// To where the second disk has failed, and the snapshot is held for a retry.
    RunStory held() {
        engine.tick(29);
        String cause = "vcenter.example.com closed the connection 5 times in 60 s.";
        event(EventCode.DISK_FAILED, Map.of("label", text("Hard disk 2"), "cause", text(cause)));
        engine.tick(60);
        event(
                EventCode.DISK_COMPLETED,
                Map.of(
                        "label", text("Hard disk 1"),
                        "written", bytes(27 * GIB),
                        "zeroed", bytes(9 * GIB),
                        "equal", bytes(0),
                        "time", seconds(89.4)));
        event(
                EventCode.RETRY_AWAITED,
                Map.of("disks", new Argument.Count(1), "time", seconds(600)));
        Problem why =
                Problem.of(ProblemCode.DISK_READ_FAILED)
                        .with("label", "Hard disk 2")
                        .with("cause", cause);
        engine.rates(run, FakeCurve.of(93, 400 * MIB));
        engine.change(run, r -> FakeHold.held(r, 2001, why, r.started().plusSeconds(581)));
        return this;
    }

    /// To its end because the first disk cannot be read.
    void failed() {
        Cause cause =
                Cause.of(CauseCode.READING_AT)
                        .with("file", "Hard disk 1, [ssd-01] pgtest1/pgtest1-flat.vmdk")
                        .withCount("offset", 13_207_863_296L)
                        .withBytes("left", 1 << 20)
                        .because(
                                Cause.of(CauseCode.NO_BYTE)
                                        .withTime("silence", Duration.ofSeconds(60))
                                        .withCount("attempts", 5)
                                        .because(Cause.of(CauseCode.CONNECTION_RESET)));
        for (int i = 0; i < 2; i++) {
            engine.tick(8);
            event(
                    EventCode.DISK_RETRY,
                    Map.of(
                            "label",
                            text("Hard disk 1"),
                            "cause",
                            new Argument.Because(Cause.of(CauseCode.CONNECTION_RESET))));
        }
        engine.tick(52);
        engine.change(run, r -> FakeRun.transfer(r, 2000, plan(2000), 12 * GIB, 0));
        event(
                EventCode.DISK_FAILED,
                Map.of("label", text("Hard disk 1"), "cause", new Argument.Because(cause)));
        engine.tick(2);
        event(
                EventCode.SNAPSHOT_REMOVED,
                Map.of("snapshot", text("snapshot-51"), "time", seconds(1.8)));
        Problem why =
                Problem.of(ProblemCode.DISK_READ_FAILED)
                        .with("label", "Hard disk 1")
                        .because(cause);
        Instant now = engine.now();
        engine.change(run, r -> FakeRun.failed(r, why, now));
        event(EventCode.RUN_FAILED, Map.of("problem", text(why.code().id())));
    }

    /// To its end as the operator asked for.
    void cancelled() {
        engine.tick(2);
        event(
                EventCode.SNAPSHOT_REMOVED,
                Map.of("snapshot", text("snapshot-51"), "time", seconds(1.4)));
        Instant now = engine.now();
        engine.change(run, r -> FakeRun.cancelled(r, now));
        event(EventCode.RUN_CANCELLED, Map.of());
    }

    /// A few days of backups as the table of runs shows them.
    static void history(FakeEngine engine) {
        engine.tick(-3 * 86_400);
        engine.past("vm-101", r -> FakeRun.completed(r, "k3v7qpzd2m5xw4ta", in(engine, 263)));
        engine.tick(420);
        engine.past(
                "vm-104",
                r ->
                        FakeRun.withWarning(
                                FakeRun.completed(r, "9f2mrw6hb4xqk7pd", in(engine, 98)),
                                Problem.of(ProblemCode.DISK_EXCLUDED)
                                        .with("label", "Hard disk 2")
                                        .with("vm", "fileserver-02")
                                        .with("reason", "It is independent.")));
        engine.tick(86_400);
        engine.past("vm-141", r -> FakeRun.completed(r, "t5c8znhy3vqd6wm2", in(engine, 131)));
        engine.tick(300);
        engine.past(
                "vm-103",
                r ->
                        FakeRun.cancelled(
                                FakeRun.transfer(r, 2000, 22 * GIB, 7 * GIB, 0), in(engine, 41)));
        engine.tick(86_400);
        engine.past(
                "vm-101",
                r -> FakeRun.completed(FakeRun.incremental(r), "w6yb2kq9x4mt7hzc", in(engine, 8)));
        engine.tick(86_400 - 720);
        RunId last = engine.past("vm-102", r -> FakeRun.in(r, RunPhase.TRANSFER));
        engine.event(last, EventCode.RUN_STARTED, Map.of("vm", text("erp-database")));
        new RunStory(engine, last).transferring().failed();
    }

    private static Instant in(FakeEngine engine, long seconds) {
        return engine.now().plusSeconds(seconds);
    }

    private RunView view() {
        return engine.runs(Integer.MAX_VALUE).stream()
                .filter(r -> r.id().equals(run))
                .findFirst()
                .orElseThrow();
    }

    private long capacity() {
        return view().disks().stream().mapToLong(DiskView::capacityBytes).sum();
    }

    private void event(EventCode code, Map<String, Argument> arguments) {
        engine.event(run, code, arguments);
    }

    private static Argument text(String value) {
        return new Argument.Text(value);
    }

    private static Argument bytes(long value) {
        return new Argument.Bytes(value);
    }

    private static Argument seconds(double value) {
        return new Argument.Time(Duration.ofMillis(Math.round(value * 1000)));
    }
}
