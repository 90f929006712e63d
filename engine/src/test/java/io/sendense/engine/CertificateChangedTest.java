package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs on a vCenter that shows another certificate than the one that was accepted.
@Timeout(120)
class CertificateChangedTest {
    private static final String VM = "Kasse 1";

    @TempDir private Path folder;

    private static void comesBackAsAnother(LabEngine lab) throws Exception {
        lab.lab.shutDown();
        lab.lab.replaceCertificate();
        lab.lab.restore();
    }

    private static void assertSaysOldAndNew(Problem problem, String old, LabEngine lab) {
        assertThat(problem.code()).isEqualTo(ProblemCode.VCENTER_CERTIFICATE_MISMATCH);
        assertThat(lab.lab.certificateSha256()).isNotEqualTo(old);
        assertThat(ProblemText.english().render(problem).why())
                .contains("Expected SHA-256 " + new Fingerprint(old))
                .contains("shown was " + new Fingerprint(lab.lab.certificateSha256()))
                .contains("No password was sent");
    }

    @Test
    void aRunIsRefusedBeforeAnythingIsSent() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0))) {
            String old = lab.lab.certificateSha256();
            BackupRequest request =
                    new BackupRequest(
                            "lab",
                            lab.vm(VM).summary().id(),
                            Optional.empty(),
                            BackupOptions.usual());
            FaultRule all = lab.counting("*");
            comesBackAsAnother(lab);
            EngineException refused =
                    catchThrowableOfType(
                            EngineException.class, () -> lab.engine.startBackup(request));
            assertSaysOldAndNew(refused.problem(), old, lab);
            assertThat(lab.lab.faults().matched(all)).as("calls").isZero();
            assertThat(lab.lab.traffic().requests()).isEmpty();
            assertThat(lab.lab.sessionCount()).isZero();
            assertThat(lab.engine.runs(10)).as("runs that hold something").isEmpty();
            assertThat(lab.engine.points()).isEmpty();
        }
    }

    @Test
    void aRunInMidReadEndsAtOnceAndItsSnapshotGoesOnceTheNewOneIsAccepted() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0))) {
            String old = lab.lab.certificateSha256();
            lab.lab
                    .faults()
                    .add(
                            FaultRule.on(
                                            FaultRule.FOLDER,
                                            new FaultAction.Delay(Duration.ofMillis(60)))
                                    .always());
            RunId id = lab.begin(VM);
            while (lab.lab.traffic().requests().size() < 20) {
                Thread.sleep(10);
            }
            comesBackAsAnother(lab);
            FaultRule all = lab.counting("*");
            long before = System.nanoTime();
            RunView run = lab.engine.awaitRun(id);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("no time is spent on retrying")
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertSaysOldAndNew(run.problem().orElseThrow(), old, lab);
            // what is recorded, read once more
            assertSaysOldAndNew(lab.engine.run(id).problem().orElseThrow(), old, lab);
            assertThat(lab.engine.events(id, 0).stream().map(RunEvent::code))
                    .contains(EventCode.DISK_FAILED, EventCode.SNAPSHOT_LEFT);
            assertThat(run.warnings())
                    .extracting(Problem::code)
                    .containsExactly(ProblemCode.SNAPSHOT_REMOVE_FAILED);
            assertThat(lab.lab.faults().matched(all)).as("calls").isZero();
            assertThat(lab.lab.sessionCount()).isZero();

            lab.lab.faults().clear();
            lab.engine.removeVCenter("lab");
            VCenter _ =
                    lab.engine.addVCenter(
                            new NewVCenter(
                                    "lab",
                                    lab.lab.url().toString(),
                                    lab.lab.user(),
                                    Secret.of(lab.lab.password()),
                                    Optional.of(lab.lab.certificateSha256()),
                                    Optional.empty()));
            while (!lab.vm(VM).snapshots().isEmpty()) {
                Thread.sleep(100);
            }
            assertThat(lab.backup(VM).state()).isEqualTo(RunState.COMPLETED);
        }
    }
}
