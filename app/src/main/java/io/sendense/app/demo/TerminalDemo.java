package io.sendense.app.demo;

import io.sendense.app.output.Amount;
import io.sendense.app.output.BackupProgress;
import io.sendense.app.output.Output;
import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.EngineListener;
import io.sendense.engine.ExportRequest;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.PointView;
import io.sendense.engine.VerifyView;
import io.sendense.engine.lab.guest.RecordRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The tour: add the lab, back up `pgtest1` in full while its guest writes, prove it, back up
/// again, prove that, export a disk.
public final class TerminalDemo {
    private static final String VM = "pgtest1";
    private static final int FOLLOWING = 2000;
    private static final int LEADING = 2001;

    private final Engine engine;
    private final NewVCenter vcenter;
    private final Path frozen;
    private final Path work;
    private final Output output;
    private boolean allHeld = true;

    /// A tour on an engine.
    ///
    /// @param frozen where the lab keeps the disks of its snapshots
    /// @param work where exports go
    public TerminalDemo(Engine engine, NewVCenter vcenter, Path frozen, Path work, Output output) {
        this.engine = engine;
        this.vcenter = vcenter;
        this.frozen = frozen;
        this.work = work;
        this.output = output;
    }

    /// Runs it.
    ///
    /// @return whether every claim held
    /// @throws EngineException what kept a backup from completing, among others
    public boolean run() throws EngineException, InterruptedException, IOException {
        output.note("1. Adding the lab vCenter " + vcenter.url() + " by its certificate");
        engine.addVCenter(vcenter);
        Inventory inventory = engine.inventory(vcenter.name());
        VmSummary vm = new VmName(VM).find(inventory, vcenter.name());
        output.note("   " + inventory.vms().size() + " VMs; " + VM + " is " + vm.id());

        output.note("2. Backing up " + VM + " in full while its guest keeps writing");
        PointView full = backup(vm);
        output.note("3. Proving it");
        RecordRule before = prove(full);
        claim(
                before.following().last() > 0,
                "the guest was writing: it had come to record " + before.following().last());

        output.note("4. Backing it up again: only what changed");
        PointView second = backup(vm);
        RecordRule after = prove(second);
        claim(
                after.following().last() > before.following().last(),
                "the guest went on writing between the two: from record %d to %d"
                        .formatted(before.following().last(), after.following().last()));
        claim(
                second.incremental() && second.layerBytes() < full.layerBytes() / 4,
                "the second point is incremental: %s instead of %s"
                        .formatted(
                                Amount.bytes(second.layerBytes()),
                                Amount.bytes(full.layerBytes())));

        output.note("5. Exporting disk " + LEADING + " of the second point");
        Path exported = work.resolve("disk-" + LEADING + ".raw");
        engine.export(
                new ExportRequest(second.id(), LEADING, ExportFormat.RAW, exported), Progress.NONE);
        claim(
                FrozenState.newest(frozen, VM).equalTo(LEADING, exported),
                "the exported file equals the frozen disk");
        summary(full, second, exported);
        return allHeld;
    }

    private PointView backup(VmSummary vm) throws EngineException, InterruptedException {
        RunView run;
        try (BackupProgress bars = new BackupProgress(output);
                var _ = engine.subscribe(new Bars(bars))) {
            RunId id =
                    engine.startBackup(
                            new BackupRequest(
                                    vcenter.name(),
                                    vm.id(),
                                    Optional.empty(),
                                    BackupOptions.usual()));
            run = engine.awaitRun(id);
        }
        for (DiskView disk : run.disks()) {
            output.note("   " + BackupProgress.line(disk));
        }
        if (!run.state().succeeded()) {
            throw reason(run).toException();
        }
        String state = run.state().name().toLowerCase(Locale.ROOT);
        claim(run.warnings().isEmpty(), "run " + run.id() + " is " + state);
        String point = run.point().orElseThrow();
        return engine.points().stream()
                .filter(view -> view.id().equals(point))
                .findFirst()
                .orElseThrow();
    }

    /// Why there is no restore point; a run that was cancelled has no problem of its own.
    private static Problem reason(RunView run) {
        return run.problem()
                .orElseGet(() ->
                        Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                                .withCount("run", run.id().value())
                                .with("state", run.state().name().toLowerCase(Locale.ROOT)));
    }

    private RecordRule prove(PointView point)
            throws EngineException, InterruptedException, IOException {
        VerifyView verified = engine.verify(point.id(), Progress.NONE);
        claim(
                verified.sound(),
                "every stored byte has its sum: "
                        + Amount.bytes(verified.checkedBytes())
                        + " compared");
        FrozenState state = FrozenState.newest(frozen, VM);
        for (PointView.PointDiskView disk : point.disks()) {
            claim(
                    state.equalTo(disk.key(), Path.of(disk.layer())),
                    "disk " + disk.key() + " equals the frozen disk, byte for byte");
        }
        RecordRule rule = PointDisks.records(point, FOLLOWING, LEADING);
        claim(rule.holds(), "both disks are of one instant: " + rule);
        return rule;
    }

    private void claim(boolean holds, String text) {
        allHeld &= holds;
        output.note("   " + (holds ? "[ok]     " : "[FAILED] ") + text);
    }

    private void summary(PointView full, PointView second, Path exported) {
        output.note("");
        output.note(allHeld ? "All of it held." : "NOT all of it held.");
        output.note("  First restore point   " + full.folder());
        output.note("  Second restore point  " + second.folder());
        output.note("  Exported disk         " + exported);
        output.note("Any of it opens with stock tools:");
        second.disks()
                .forEach(disk -> output.note("  qemu-img info --backing-chain " + disk.layer()));
    }

    /// Moves the bars.
    private record Bars(BackupProgress bars) implements EngineListener {
        @Override
        public void runChanged(RunView run) {
            bars.show(run);
        }

        @Override
        public void runEvent(RunEvent event) {
            // The tour tells its own story.
        }
    }
}
