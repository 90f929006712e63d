package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.TestIdentity;
import io.sendense.engine.source.inventory.VmName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the whole engine says when something is missing or wrong, each caused for real.
@Timeout(120)
class ReportedProblemsTest {
    @TempDir private Path folder;
    private LabVCenter lab;

    @BeforeEach
    void startLab() throws Exception {
        lab =
                LabVCenter.start(
                        LabOptions.standard(InstantSource.system())
                                .withTaskTime(Duration.ofMillis(20))
                                .withGuestSteps(0));
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    /// With no password stored yet.
    private Engine open() throws EngineException {
        return InProcessEngine.open(
                EngineSettings.of(
                        EngineHome.create(folder.resolve("home")),
                        new ProgramVersion("test", "test"),
                        InstantSource.system(),
                        new MemorySecretStore(),
                        new VsphereConnector()));
    }

    private NewVCenter lab(Optional<String> pin) {
        return new NewVCenter(
                "lab",
                lab.url().toString(),
                lab.user(),
                Secret.of(lab.password()),
                pin,
                Optional.empty());
    }

    private Engine openWithLab() throws Exception {
        Engine engine = open();
        engine.addVCenter(lab(Optional.of(lab.certificateSha256())));
        return engine;
    }

    private interface Call {
        Object make() throws Exception;
    }

    private static ProblemCode codeOf(Call call) {
        Problem problem = catchThrowableOfType(EngineException.class, call::make).problem();
        GermanTexts.assertGerman(problem);
        return problem.code();
    }

    private static RunView backup(Engine engine, String vm, Optional<String> repository)
            throws Exception {
        return engine.awaitRun(
                engine.startBackup(
                        new BackupRequest(
                                "lab",
                                new VmName(vm).find(engine.inventory("lab"), "lab").id(),
                                repository,
                                BackupOptions.usual())));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
        try (Engine engine = open()) {
            assertThat(codeOf(() -> engine.addVCenter(lab(Optional.empty()))))
                    .isEqualTo(ProblemCode.VCENTER_CERTIFICATE_UNTRUSTED);
            assertThat(lab.sessionCount()).isZero();
            assertThat(engine.vcenters()).isEmpty();
        }
    }

    @Test
    void aLostPasswordIsAskedFor() throws Exception {
        openWithLab().close();
        try (Engine engine = open()) {
            assertThat(codeOf(() -> engine.inventory("lab")))
                    .isEqualTo(ProblemCode.PASSWORD_MISSING);
        }
    }

    @Test
    void whatCannotBeBackedUpIsSaidSo() throws Exception {
        try (Engine engine = openWithLab()) {
            assertThat(codeOf(() -> new VmName("app").find(engine.inventory("lab"), "lab")))
                    .isEqualTo(ProblemCode.VM_AMBIGUOUS);
            assertThat(backup(engine, "ubuntu-template", Optional.empty()).problem())
                    .map(Problem::code)
                    .contains(ProblemCode.VM_IS_TEMPLATE);
            assertThat(codeOf(() -> backup(engine, "Kasse 1", Optional.of("no such place"))))
                    .isEqualTo(ProblemCode.REPOSITORY_UNKNOWN);
        }
    }

    @Test
    void trackingThatCannotBeSwitchedOnIsAWarningAndTheDiskIsReadInFull() throws Exception {
        try (Engine engine = openWithLab()) {
            lab.faults()
                    .add(
                            FaultRule.on(
                                            "ReconfigVM_Task",
                                            new FaultAction.FailTask(fault("NotSupported")))
                                    .always());
            RunView run = backup(engine, "Kasse 1", Optional.empty());
            assertThat(run.state().succeeded()).as(run.toString()).isTrue();
            assertThat(run.warnings())
                    .map(Problem::code)
                    .contains(ProblemCode.CHANGE_TRACKING_UNAVAILABLE);
        }
    }

    @Test
    void aFaultWithoutABetterNameIsShownWithItsType() throws Exception {
        try (Engine engine = openWithLab()) {
            lab.faults()
                    .add(
                            FaultRule.on(
                                            "RetrievePropertiesEx",
                                            new FaultAction.AnswerFault(fault("HostNotReachable")))
                                    .always());
            EngineException e =
                    catchThrowableOfType(EngineException.class, () -> engine.inventory("lab"));
            assertThat(e.problem().code()).isEqualTo(ProblemCode.VCENTER_FAULT);
            assertThat(e).hasMessageContaining("HostNotReachable");
        }
    }

    private static SoapFault fault(String type) {
        return new SoapFault(Structure.of(type), "the lab was told to fail");
    }

    @Test
    void aServerThatSpeaksSomethingElseIsToldApart() throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("127.0.0.1");
        try (ServerSocket web =
                        identity.serverContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Engine engine = open()) {
            Thread.ofVirtual().start(() -> answerWithAPage(web));
            NewVCenter other =
                    new NewVCenter(
                            "web",
                            "https://127.0.0.1:" + web.getLocalPort() + "/sdk",
                            "user",
                            Secret.of("password"),
                            Optional.of(identity.fingerprint().sha256()),
                            Optional.empty());
            assertThat(codeOf(() -> engine.addVCenter(other)))
                    .isEqualTo(ProblemCode.VCENTER_ANSWER_UNREADABLE);
        }
    }

    private static void answerWithAPage(ServerSocket web) {
        String page = "<!DOCTYPE html><html>It works!</html>";
        while (!web.isClosed()) {
            try (Socket client = web.accept()) {
                client.setSoTimeout(5000);
                byte[] asked = new byte[1];
                assertThat(client.getInputStream().read(asked)).isPositive();
                client.getOutputStream()
                        .write(
                                ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                                                + page.length()
                                                + "\r\nConnection: close\r\n\r\n"
                                                + page)
                                        .getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The next client, or none.
            }
        }
    }
}
