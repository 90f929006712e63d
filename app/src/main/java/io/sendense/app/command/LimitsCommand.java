package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.TransferLimits;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.transfer.limit.PlaceLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sendense limits`: what all runs together may take.
@Command(
        name = "limits",
        description =
                "Shows what all runs together may ask of network, ESXi hosts and datastores, after"
                        + " setting what options name. It holds at once, and until it is set again.")
final class LimitsCommand extends EngineCommand {
    @Option(
            names = "--bandwidth",
            paramLabel = "RATE",
            converter = Rate.class,
            description =
                    "Most that all runs together read in a second: bytes, or with K, M or G units of"
                            + " 1024; none for no limit.")
    private @Nullable Bandwidth bandwidth;

    @Option(
            names = "--host-requests",
            paramLabel = "N",
            converter = Numbers.Limit.class,
            description = "Most reads under way at one ESXi host.")
    private @Nullable Integer hostRequests;

    @Option(
            names = "--host-bytes",
            paramLabel = "SIZE",
            converter = DiskSize.OverZero.class,
            description = "Most bytes of them together; a host has 48M of buffers for everybody.")
    private @Nullable Long hostBytes;

    @Option(
            names = "--datastore-requests",
            paramLabel = "N",
            converter = Numbers.Limit.class,
            description = "Most reads under way at one datastore.")
    private @Nullable Integer datastoreRequests;

    @Option(
            names = "--datastore-bytes",
            paramLabel = "SIZE",
            converter = DiskSize.OverZero.class,
            description = "Most bytes of them together.")
    private @Nullable Long datastoreBytes;

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        TransferLimits before = engine.limits();
        TransferLimits now =
                new TransferLimits(
                        bandwidth == null ? before.bandwidth() : bandwidth,
                        changed(before.host(), hostRequests, hostBytes),
                        changed(before.datastore(), datastoreRequests, datastoreBytes));
        if (!now.equals(before)) {
            engine.setLimits(now);
        }
        Table table = new Table("WHAT", "AT MOST");
        table.row("all runs together", Rate.words(now.bandwidth()));
        table.row("each ESXi host", words(now.host()));
        table.row("each datastore", words(now.datastore()));
        output.result(now, table);
        return DONE;
    }

    private static PlaceLimits changed(
            PlaceLimits before, @Nullable Integer requests, @Nullable Long bytes) {
        return new PlaceLimits(
                requests == null ? before.requests() : requests,
                bytes == null ? before.bytes() : bytes);
    }

    private static String words(PlaceLimits limits) {
        return limits.requests() + " reads at once, " + Amount.bytes(limits.bytes()) + " of them";
    }
}
