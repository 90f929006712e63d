package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.product.Product;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `sendense lab`: a vCenter to try things on, in the foreground until it is ended.
@Command(
        name = "lab",
        description =
                "Runs a vCenter of its own with live VMs on this machine, for trying things out. Ctrl+C ends it.")
final class LabCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            converter = Numbers.Port.class,
            description = "Port on the loopback interface. Default: any free one.")
    private int port;

    @Option(
            names = "--vms",
            paramLabel = "N",
            converter = Numbers.Count.class,
            description = "So many plain VMs more.")
    private int vms;

    @Option(names = "--esxi", description = "A host of its own instead of a vCenter.")
    private boolean esxi;

    @Option(
            names = "--free-license",
            description = "A host of its own with the free licence, which lets nothing be changed.")
    private boolean free;

    @Option(
            names = "--guest-rate",
            paramLabel = "N",
            converter = Numbers.Count.class,
            description = "Steps a second of pgtest1's guest; 0 for guests that rest. Default: 50.")
    private int guestRate = 50;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Gets {url, user, password, sha256} as JSON when the lab answers.")
    private @Nullable Path readyFile;

    @Option(
            names = "--keep-frozen",
            paramLabel = "DIR",
            description = "Keeps the disks of every snapshot as <vm>/<snapshot>/disk-<key>.raw.")
    private @Nullable Path keepFrozen;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws EngineException, InterruptedException {
        try {
            return serve(Cli.of(Objects.requireNonNull(spec)));
        } catch (IOException e) {
            // A port that is taken, a folder that is not there: what was asked for, not a bug.
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .with("cause", "the lab cannot be started: " + FileFailure.reason(e))
                    .toException(e);
        }
    }

    private int serve(Cli cli) throws IOException, InterruptedException {
        Output output = cli.output();
        LabOptions options =
                LabOptions.standard(cli.roles().clock())
                        .withPort(port)
                        .withProduct(product())
                        .withExtraMachines(vms)
                        .withGuestSteps(guestRate);
        if (keepFrozen != null) {
            options = options.withKeepFrozen(keepFrozen.toAbsolutePath());
        }
        try (LabVCenter lab = cli.roles().lab(options)) {
            announce(lab, output);
            CountDownLatch ended = new CountDownLatch(1);
            Thread atExit = new Thread(lab::close, "lab end");
            Runtime.getRuntime().addShutdownHook(atExit);
            ended.await();
            return EngineCommand.DONE;
        }
    }

    private Product product() {
        if (free) {
            return Product.FREE_ESXI;
        }
        return esxi ? Product.ESXI : Product.VCENTER;
    }

    private void announce(LabVCenter lab, Output output) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("url", lab.url().toString());
        facts.put("user", lab.user());
        facts.put("password", lab.password());
        facts.put("sha256", lab.certificateSha256());
        if (readyFile != null) {
            ReadyFile.write(readyFile, facts);
        }
        output.line(facts);
        output.note((free || esxi ? "Lab host at " : "Lab vCenter at ") + lab.url());
        output.note("  user      " + lab.user());
        output.note("  password  " + lab.password());
        output.note("  SHA-256   " + lab.certificateSha256());
        output.note("Ctrl+C ends it.");
    }
}
