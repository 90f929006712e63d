package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.Engine;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense job add`: defines a job.
@Command(
        name = "add",
        description =
                "Defines a job. It runs with 'job run', and by its schedule while a console of this"
                        + " home is open.")
final class JobAddCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "What the job is to be called.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "VM",
            description = "VMs by name where it is unique, else moref:vm-42 or uuid:...")
    private List<String> vms = List.of();

    @Option(names = "--vcenter", paramLabel = "V", required = true)
    private String vcenter = "";

    @Mixin private JobSelectionOptions selection = new JobSelectionOptions();

    @Mixin private JobScheduleOptions schedule = new JobScheduleOptions();

    @Option(
            names = "--repository",
            paramLabel = "R",
            description = "Default: the default repository of the moment.")
    private @Nullable String repository;

    @Option(names = "--full", description = "Reads every disk in full at each run.")
    private boolean full;

    @Option(
            names = "--quiesce",
            description =
                    "Brings the guests' file systems to rest for the snapshot; a run whose guest"
                            + " cannot be fails.")
    private boolean quiesce;

    @Option(
            names = "--compress",
            paramLabel = "zstd|none",
            arity = "0..1",
            fallbackValue = "ZSTD",
            preprocessor = AttachedValue.class,
            description = "Compresses what is stored. Default: none.")
    private Compression compression = BackupOptions.usual().compression();

    @Option(
            names = "--bandwidth",
            paramLabel = "RATE",
            converter = Rate.class,
            description = "Most that each VM's run reads in a second, as 50M. Default: none.")
    private Bandwidth bandwidth = Bandwidth.UNLIMITED;

    @Option(
            names = "--hold-for-retry",
            paramLabel = "TIME",
            converter = HoldTime.class,
            description =
                    "How long a run whose disks have failed holds on to its snapshot for 'run retry':"
                            + " 30s, 10m or 1h. Default: none.")
    private Duration holdForRetry = Duration.ZERO;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            converter = Numbers.AtOnce.class,
            description = "How many VMs are backed up at a time, 1 to 32. Default: 2.")
    private int atOnce = 2;

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        Schedule when = schedule.schedule(spec().commandLine());
        Selection selected = selection.in(engine.inventory(vcenter), vcenter, vms);
        JobView added =
                engine.jobs()
                        .add(
                                new JobDefinition(
                                        name,
                                        selected,
                                        Optional.ofNullable(repository),
                                        when,
                                        options(),
                                        atOnce));
        int now = engine.jobs().select(selected).size();
        output.result(
                added,
                "Added job %s with %d VM%s now, %s."
                        .formatted(
                                added.definition().name(),
                                now,
                                now == 1 ? "" : "s",
                                JobText.next(added)));
        return DONE;
    }

    private BackupOptions options() {
        return BackupOptions.usual()
                .reading(full ? ReadPolicy.FULL : ReadPolicy.COMPARE_UNTRUSTED)
                .quiesced(quiesce ? Quiescing.REQUIRED : Quiescing.OFF)
                .compressed(compression)
                .at(bandwidth)
                .heldForRetry(holdForRetry);
    }
}
