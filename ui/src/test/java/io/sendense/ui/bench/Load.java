package io.sendense.ui.bench;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleInventory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What goes on at the site: twenty runs of six disks each at any time, all of one job. It is told
/// as often as the engine tells: every living run four times a second, with new bytes and rates of
/// each disk. Besides there is an event a second, every two seconds a VM that is switched on or
/// off, and every ten a run that ends and one that begins. For one thread.
final class Load {
    /// The engine's own.
    static final Duration TICK = Duration.ofMillis(250);

    /// The job all runs are of.
    static final JobId JOB = new JobId(1);

    private static final int TICKS_A_SECOND = 4;
    private static final int AT_ONCE = 20;
    private static final int PAST_RUNS = 1500;
    private static final int PAST_NIGHTS = 14;
    private static final long MIB = 1 << 20;
    private static final long GIB = 1L << 30;

    private final FakeEngine engine = FakeEngine.withVCenter(LargeSite.VCENTER);
    private final Random chance = new Random(20261127);
    private long ticks;

    /// The site with its past, and the job begun.
    static Load begin(Instant now) throws EngineException {
        Load load = new Load();
        load.past(now);
        load.engine.jobs().run(JOB);
        for (RunView run : load.living()) {
            load.move(run, load.chance.nextLong(20 * GIB));
        }
        return load;
    }

    FakeEngine engine() {
        return engine;
    }

    private void past(Instant now) throws EngineException {
        engine.tick(Duration.between(engine.now(), now).toSeconds());
        Inventory site = LargeSite.inventory();
        engine.change(
                LargeSite.VCENTER, InventoryChange.between(SampleInventory.inventory(), site));
        engine.details(LargeSite::details);
        engine.store().put(LargeSite.points(now));
        for (int run = 0; run < PAST_RUNS; run++) {
            Instant ended = now.minus(Duration.ofMinutes(10L * (PAST_RUNS - run)));
            String point = "p" + run;
            engine.past(
                    LargeSite.vm(run, PowerState.ON).id().value(),
                    begun -> FakeRun.completed(begun, point, ended));
        }
        for (int folder = 0; folder < LargeSite.FOLDERS; folder++) {
            JobId job = engine.jobs().add(job(folder)).id();
            for (int night = PAST_NIGHTS; night > 0; night--) {
                JobRunState end =
                        (folder + night) % 9 == 0
                                ? JobRunState.COMPLETED_WITH_WARNING
                                : JobRunState.COMPLETED;
                engine.jobs().past(job, end, now.minus(Duration.ofDays(night)), List.of());
            }
        }
    }

    private static JobDefinition job(int folder) {
        String name = "Folder " + (folder + 1);
        Selector all =
                Selector.of(LargeSite.VCENTER, SelectorKind.FOLDER, LargeSite.folder(folder), name);
        return new JobDefinition(
                name,
                new Selection(List.of(all), List.of()),
                Optional.empty(),
                new Schedule.Daily(LocalTime.of(22, folder), ZoneOffset.UTC),
                BackupOptions.usual(),
                AT_ONCE);
    }

    /// What happens in the next quarter of a second.
    void step() {
        ticks++;
        List<RunView> living = living();
        living.forEach(run -> move(run, 0));
        if (ticks % TICKS_A_SECOND != 0) {
            return;
        }
        engine.tick(1);
        long second = ticks / TICKS_A_SECOND;
        RunView told = living.get(chance.nextInt(living.size()));
        engine.event(
                told.id(),
                EventCode.DISK_RETRY,
                Map.of(
                        "label", new Argument.Text("Hard disk 1"),
                        "cause", new Argument.Text("connection reset by peer")));
        if (second % 2 == 0) {
            PowerState power = second % 4 == 0 ? PowerState.OFF : PowerState.ON;
            engine.change(
                    LargeSite.VCENTER,
                    new InventoryChange(List.of(), List.of(LargeSite.vm(4321, power)), List.of()));
        }
        if (second % 10 == 0) {
            RunView furthest =
                    living.stream().max(Comparator.comparingLong(RunView::doneBytes)).orElseThrow();
            engine.complete(furthest.id(), "n" + furthest.id());
        }
    }

    private List<RunView> living() {
        return engine.runs(2 * AT_ONCE + PAST_RUNS).stream()
                .filter(run -> !run.state().ended())
                .toList();
    }

    /// Moves all disks of a run on, and by some bytes more.
    private void move(RunView run, long ahead) {
        engine.change(
                run.id(),
                before -> {
                    RunView now = before;
                    for (DiskView disk : before.disks()) {
                        long rate = (60 + chance.nextLong(60)) * MIB;
                        long planned = disk.capacityBytes() * 3 / 4;
                        long done = disk.doneBytes() + rate / TICKS_A_SECOND + ahead;
                        // Never through: a run ends when its time has come.
                        long shown = Math.min(done, planned - MIB);
                        now = FakeRun.transfer(now, disk.key(), planned, shown, rate);
                    }
                    return now;
                });
    }
}
