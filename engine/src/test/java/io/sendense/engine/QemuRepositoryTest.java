package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.security.Secret;
import io.sendense.engine.wire.qemu.QemuProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A repository whose layers `qemu-nbd` writes, from the lab to the files, and through a kill -9 of
/// the engine.
@Tag("peers")
@Timeout(240)
class QemuRepositoryTest {
    private static final String VM = "pgtest1";

    @TempDir private Path folder;

    @BeforeEach
    void require() {
        System.setProperty(QemuProgram.PROPERTY, Peers.require("qemu-nbd").toString());
    }

    @AfterEach
    void assertNothingRuns() {
        System.clearProperty(QemuProgram.PROPERTY);
        assertThat(named(folder.toString())).isEmpty();
    }

    /// Processes whose arguments hold a text.
    private static List<ProcessHandle> named(String text) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().arguments().map(Arrays::toString).orElse("").contains(text))
                .toList();
    }

    /// Those that write into a home.
    private static List<ProcessHandle> servers(Path home) {
        return named("--socket=" + home);
    }

    private static Problem refused(ProblemCode code, ThrowingCallable call) {
        EngineException e = catchThrowableOfType(EngineException.class, call);
        assertThat(e).as("a refusal with %s", code).isNotNull();
        assertThat(e.problem().code()).isEqualTo(code);
        return e.problem();
    }

    private static void assertEqual(LabEngine lab, RunView run) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(run.state().succeeded()).isTrue();
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            for (DiskView disk : run.disks()) {
                String layer = point.folder().resolve("disk-" + disk.key() + ".qcow2").toString();
                PeerProcess.run("qemu-img", "check", layer);
                PeerProcess.run(
                        "qemu-img",
                        "compare",
                        "-f",
                        "qcow2",
                        "-F",
                        "raw",
                        layer,
                        lab.frozen(VM, disk.key()).toString());
            }
        }
        assertThat(lab.engine.verify(run.point().orElseThrow(), Progress.NONE).findings())
                .isEmpty();
    }

    /// The guest writes all the time.
    @Test
    void fullsAndIncrementalsOfALabVmEqualTheFrozenDisks() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options)) {
            RepositoryTarget target =
                    lab.engine.setRepositoryTarget("default", TargetServer.QEMU_NBD);
            assertThat(target.version().orElseThrow()).matches("\\d+\\.\\d+.*");
            assertThat(target.program()).isPresent();
            assertThat(lab.engine.repositories().getFirst().target())
                    .isEqualTo(TargetServer.QEMU_NBD);
            assertEqual(lab, lab.backup(VM));
            RunView next = lab.backup(VM);
            assertThat(next.disks())
                    .extracting(DiskView::mode)
                    .containsOnly(Optional.of(ReadMode.INCREMENTAL));
            assertEqual(lab, next);
            RunView compared = lab.backup(VM, BackupOptions.usual().compressed(Compression.NONE));
            assertEqual(lab, compared);
        }
    }

    @Test
    void whatCompressesAndWhatHasNoProgramIsRefused() throws Exception {
        try (LabHome lab = new LabHome(folder.resolve("home"));
                Engine engine = lab.open()) {
            engine.addVCenter(lab.vcenter(LabHome.NAME));
            engine.addRepository("nas", folder.resolve("nas"));
            JobDefinition plain =
                    LabJobs.job(
                            "nightly", new Schedule.Manual(), LabJobs.vm(engine, LabHome.SMALL));
            JobDefinition packing =
                    new JobDefinition(
                            plain.name(),
                            plain.selection(),
                            Optional.of("nas"),
                            plain.schedule(),
                            BackupOptions.usual().compressed(Compression.ZSTD),
                            plain.atOnce());
            var job = engine.jobs().add(packing);
            Problem why =
                    refused(
                            ProblemCode.JOBS_COMPRESS,
                            () -> engine.setRepositoryTarget("nas", TargetServer.QEMU_NBD));
            assertThat(why.arguments().toString()).contains("nightly");
            assertThat(target(engine, "nas")).isEqualTo(TargetServer.EMBEDDED);

            engine.jobs().remove(job.id());
            engine.setRepositoryTarget("nas", TargetServer.QEMU_NBD);
            refused(ProblemCode.TARGET_NOT_COMPRESSING, () -> engine.jobs().add(packing));
            assertThat(engine.jobs().list()).isEmpty();
            refused(
                    ProblemCode.TARGET_NOT_COMPRESSING,
                    () ->
                            engine.startBackup(
                                    new BackupRequest(
                                            LabHome.NAME,
                                            LabHome.vm(engine, LabHome.SMALL),
                                            Optional.of("nas"),
                                            packing.options())));
            assertThat(engine.runs(10)).isEmpty();

            engine.jobs()
                    .add(
                            new JobDefinition(
                                    "by default",
                                    plain.selection(),
                                    Optional.empty(),
                                    plain.schedule(),
                                    packing.options(),
                                    plain.atOnce()));
            refused(ProblemCode.JOBS_COMPRESS, () -> engine.setDefaultRepository("nas"));
            refused(
                    ProblemCode.REPOSITORY_UNKNOWN,
                    () -> engine.setRepositoryTarget("none", TargetServer.QEMU_NBD));

            System.setProperty(QemuProgram.PROPERTY, folder.resolve("missing").toString());
            Path other = folder.resolve("other");
            refused(
                    ProblemCode.QEMU_NBD_MISSING,
                    () -> engine.addRepository("other", other, TargetServer.QEMU_NBD));
            assertThat(other).doesNotExist();
            refused(
                    ProblemCode.QEMU_NBD_MISSING,
                    () -> engine.setRepositoryTarget("nas", TargetServer.QEMU_NBD));
            assertThat(engine.setRepositoryTarget("nas", TargetServer.EMBEDDED).version())
                    .isEmpty();
        }
    }

    private static TargetServer target(Engine engine, String name) throws Exception {
        return engine.repositories().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow()
                .target();
    }

    /// Row 8 of what broke before. Another qemu-nbd, and a process that merely has such a name
    /// recorded nowhere, go on.
    @Test
    void theNextEngineEndsWhatAKilledOneLeftAndNothingElse() throws Exception {
        Path home = folder.resolve("home");
        try (LabHome lab = new LabHome(home)) {
            try (Engine engine = lab.open()) {
                engine.setRepositoryTarget("default", TargetServer.QEMU_NBD);
            }
            lab.lab
                    .faults()
                    .add(
                            FaultRule.on(
                                            FaultRule.FOLDER,
                                            new FaultAction.Delay(Duration.ofMillis(300)))
                                    .always());
            Path foreign = folder.resolve("foreign.qcow2");
            Qcow2Image.create(foreign, Qcow2Options.ofSize(1 << 20)).close();
            Path socket = folder.resolve("foreign.sock");
            try (PeerProcess stranger =
                    PeerProcess.serve(
                            socket,
                            "qemu-nbd",
                            "--persistent",
                            "--socket=" + socket,
                            "--format=qcow2",
                            foreign.toString())) {
                killWhileItWrites(lab, home);
                assertThat(servers(home)).as("the orphan lives").isNotEmpty();
                lab.lab.faults().clear();
                lab.secrets.put("vcenter/" + LabHome.NAME, Secret.of(lab.lab.password()));
                try (Engine engine = lab.open()) {
                    assertThat(servers(home)).isEmpty();
                    assertThat(named(socket.toString())).hasSize(1);
                    assertThat(home.resolve("children")).isEmptyDirectory();
                    try (var files = Files.walk(home)) {
                        assertThat(files).noneMatch(file -> file.toString().endsWith(".nbd"));
                    }
                    RunView again = LabHome.backup(engine, LabHome.SMALL);
                    assertThat(again.problem()).isEmpty();
                    assertThat(again.state()).isEqualTo(RunState.COMPLETED);
                }
                assertThat(stranger).isNotNull();
            }
        }
    }

    /// Also looks at what everybody on the machine can read.
    private static void killWhileItWrites(LabHome lab, Path home) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(
                        BackingUpProcess.class,
                        home,
                        lab.lab.url(),
                        lab.lab.user(),
                        lab.lab.password(),
                        lab.lab.certificateSha256(),
                        LabHome.SMALL)) {
            while (servers(home).isEmpty()) {
                Thread.sleep(5);
            }
            ProcessHandle server = servers(home).getFirst();
            assertThat(Arrays.toString(server.info().arguments().orElseThrow()))
                    .contains("--export-name=run-1-disk-")
                    .doesNotContain(lab.lab.password(), lab.lab.user());
            child.kill();
        }
    }
}
