package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.BackupProgress;
import io.sendense.app.output.Output;
import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense backup`: backs up VMs now and waits for the end.
@Command(
        name = "backup",
        description =
                "Backs up VMs now, each as a run of its own, and shows every disk until all have ended.")
final class BackupCommand extends EngineCommand {
    @Option(names = "--vcenter", paramLabel = "NAME", required = true)
    private String vcenter = "";

    @Parameters(
            paramLabel = "VM",
            arity = "1..*",
            description = "A name where it is unique, else moref:vm-42 or uuid:...")
    private List<String> vms = List.of();

    @Option(
            names = "--repository",
            paramLabel = "R",
            description = "Default: the default repository.")
    private @Nullable String repository;

    @Option(
            names = "--untrusted",
            paramLabel = "compare|full",
            description =
                    "What is done with a disk whose change tracking cannot be trusted: compared with"
                            + " its last restore point, so that only what differs is stored, or"
                            + " stored in full. Default: compare.")
    private Untrusted untrusted = Untrusted.COMPARE;

    @Option(names = "--full", description = "Reads every disk in full.")
    private boolean full;

    @Option(
            names = "--quiesce",
            negatable = true,
            description =
                    "Brings the guest's file systems to rest for the snapshot. Off by default.")
    private boolean quiesce;

    @Option(
            names = "--quiesce-failure",
            paramLabel = "fail|warn",
            description =
                    "What becomes of a run whose guest cannot be brought to rest in three attempts:"
                            + " it fails, or goes on with a warning, and the restore point is as"
                            + " after a power failure. Default: fail.")
    private QuiesceFailure quiesceFailure = QuiesceFailure.FAIL;

    @Option(
            names = "--bandwidth",
            paramLabel = "RATE",
            converter = Rate.class,
            description =
                    "Most that each run reads in a second: bytes, or with K, M or G behind them"
                            + " units of 1024; none for no limit. Can be changed while it runs, with"
                            + " 'run limit'. Default: none.")
    private Bandwidth bandwidth = Bandwidth.UNLIMITED;

    @Option(
            names = "--compress",
            paramLabel = "zstd|none",
            arity = "0..1",
            fallbackValue = "ZSTD",
            preprocessor = AttachedValue.class,
            description =
                    "Compresses what is stored, each 64 KiB by itself, where that makes it smaller."
                            + " Layers of both kinds may follow each other. Default: none.")
    private Compression compression = BackupOptions.usual().compression();

    @Option(
            names = "--hold-for-retry",
            paramLabel = "TIME",
            converter = HoldTime.class,
            description =
                    "How long a run whose disks have failed holds on to its snapshot, so that 'run"
                            + " retry' can have them read again from it: 30s, 10m or 1h. The snapshot"
                            + " grows meanwhile. Default: none, the first failure ends the run.")
    private Duration holdForRetry = Duration.ZERO;

    @Option(
            names = "--via",
            paramLabel = "NODE",
            description =
                    "Has the disks read by this node, which pushes them here through SSH. Default:"
                            + " this engine reads them.")
    private @Nullable String via;

    private enum Untrusted {
        COMPARE,
        FULL
    }

    private enum QuiesceFailure {
        FAIL,
        WARN
    }

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        Inventory inventory = engine.inventory(vcenter);
        // Each VM once, under whatever names it was given.
        Set<VmSummary> found = new LinkedHashSet<>();
        for (String name : vms) {
            found.add(new VmName(name).find(inventory, vcenter));
        }
        List<RunView> ended;
        try (BackupProgress bars = new BackupProgress(output)) {
            StartedRuns runs = new StartedRuns(output, bars);
            try (var _ = engine.subscribe(runs)) {
                ended = backUp(engine, output, found, runs);
            }
        }
        // Not before: text between moving bars cannot be read.
        ended.forEach(run -> report(output, run));
        boolean all = ended.size() == found.size();
        return all && ended.stream().allMatch(run -> run.state().succeeded()) ? DONE : FAILED;
    }

    /// Starts all and waits for all. Ctrl+C cancels them, and each releases what it holds.
    private List<RunView> backUp(
            Engine engine, Output output, Set<VmSummary> found, StartedRuns runs)
            throws EngineException, InterruptedException {
        try {
            startAll(engine, output, found, runs);
            return awaitAll(engine, output, runs);
        } catch (InterruptedException e) {
            output.note("Stopping: what the runs hold is being released ...");
            for (RunId run : runs.ids()) {
                cancel(engine, run);
            }
            awaitAll(engine, output, runs).forEach(run -> report(output, run));
            throw e;
        }
    }

    /// Starts a run for each VM. One that cannot be started does not keep the others from it.
    private void startAll(Engine engine, Output output, Set<VmSummary> found, StartedRuns runs)
            throws InterruptedException {
        for (VmSummary vm : found) {
            try {
                runs.add(engine.startBackup(request(vm)));
            } catch (EngineException e) {
                output.problem(e.problem());
            }
        }
        runs.all();
    }

    private BackupRequest request(VmSummary vm) {
        return new BackupRequest(vcenter, vm.id(), Optional.ofNullable(repository), options());
    }

    private BackupOptions options() {
        ReadPolicy reading =
                switch (untrusted) {
                    case COMPARE -> ReadPolicy.COMPARE_UNTRUSTED;
                    case FULL -> ReadPolicy.FULL_UNTRUSTED;
                };
        Quiescing quiescing =
                quiesceFailure == QuiesceFailure.FAIL ? Quiescing.REQUIRED : Quiescing.PREFERRED;
        return BackupOptions.usual()
                .reading(full ? ReadPolicy.FULL : reading)
                .quiesced(quiesce ? quiescing : Quiescing.OFF)
                .at(bandwidth)
                .compressed(compression)
                .heldForRetry(holdForRetry)
                .via(Optional.ofNullable(via));
    }

    private static void cancel(Engine engine, RunId run)
            throws EngineException, InterruptedException {
        try {
            engine.cancelRun(run);
        } catch (EngineException e) {
            if (e.problem().code() != ProblemCode.RUN_NOT_ACTIVE) {
                throw e;
            }
        }
    }

    private static List<RunView> awaitAll(Engine engine, Output output, StartedRuns runs)
            throws EngineException, InterruptedException {
        List<RunView> ended = new ArrayList<>();
        for (RunId run : runs.ids()) {
            RunView end = engine.awaitRun(run);
            output.line(Map.of("type", "result", "run", end));
            ended.add(end);
        }
        return ended;
    }

    private static void report(Output output, RunView run) {
        if (output.json()) {
            return;
        }
        Duration time = Duration.between(run.started(), run.ended().orElse(run.started()));
        output.note(
                "Run %s of %s: %s in %s."
                        .formatted(
                                run.id(),
                                run.vmName(),
                                run.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                Amount.time(time)));
        run.disks().forEach(disk -> output.note("  " + BackupProgress.line(disk)));
        run.point().ifPresent(point -> output.result(point, "Restore point " + point));
        run.problem().ifPresent(output::problem);
        for (Problem warning : run.warnings()) {
            output.note("Warning: " + ProblemText.english().render(warning).line());
        }
    }
}
