package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A password is used for real, and then looked for everywhere it must not be.
@Timeout(120)
class PasswordStaysHiddenTest {
    private static final String MARK = "Wolkenkratzer4711Zitrone";
    private static final String PASSWORD = "<" + MARK + "&\"'\u00e4\\ %2f";
    private static final String USER = "DOMAIN\\sicherung";

    @TempDir private Path folder;
    private final Traces traces = new Traces(MARK);

    private Path home() {
        return folder.resolve("home");
    }

    @Test
    void inTheHomeInTheRepositoryInTheLogAndInWhatTheEngineSays() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                LabHome lab =
                        new LabHome(
                                home(),
                                SecretStores.open(
                                        EngineHome.create(home()),
                                        Map.of("SENDENSE_SECRETS", "file")),
                                LabHome.restful().withAccount(USER, PASSWORD))) {
            RunView run = workOn(lab);
            assertThat(run.state()).as(run.toString()).isEqualTo(RunState.COMPLETED);
            assertThat(Traces.filesOf(home()))
                    .map(file -> file.getFileName().toString())
                    .contains("catalog.mv.db", "point.json", "config.xml")
                    .anyMatch(name -> name.startsWith("secrets"))
                    .anyMatch(name -> name.endsWith(".qcow2"));
            assertThat(traces.below(folder)).isEmpty();
            assertThat(log.text()).contains("login 2");
            assertThat(traces.in(log.text())).isEmpty();
        }
    }

    /// Logs in, backs up with a session that ends in the middle, is refused and cancelled.
    private RunView workOn(LabHome lab) throws Exception {
        try (Engine engine = lab.open()) {
            VCenter added = engine.addVCenter(lab.vcenter(LabHome.NAME));
            assertThat(traces.in(added.toString() + lab.vcenter("other"))).isEmpty();
            assertThat(traces.below(home())).as("while it is open").isEmpty();
            lab.lab
                    .faults()
                    .add(FaultRule.on(FaultRule.FOLDER, new FaultAction.ExpireSession()).after(3));
            RunView run = LabHome.backup(engine, LabHome.SMALL);
            lab.lab
                    .faults()
                    .add(
                            FaultRule.on(
                                            FaultRule.FOLDER,
                                            new FaultAction.Delay(Duration.ofSeconds(60)))
                                    .always());
            var second = LabHome.start(engine, LabHome.SMALL);
            engine.cancelRun(second);
            assertThat(engine.awaitRun(second).state()).isEqualTo(RunState.CANCELLED);
            String point = run.point().orElseThrow();
            assertThat(engine.verify(point, Progress.NONE).findings()).isEmpty();
            assertThat(traces.in(engine.runs(10) + " " + engine.events(run.id(), 0))).isEmpty();
            assertThat(traces.in(engine.points() + " " + engine.vcenters())).isEmpty();
            return run;
        }
    }

    @Test
    void whenItIsWrong() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                LabHome lab = new LabHome(home());
                Engine engine = lab.open()) {
            NewVCenter wrong =
                    new NewVCenter(
                            LabHome.NAME,
                            lab.lab.url().toString(),
                            lab.lab.user(),
                            Secret.of(PASSWORD),
                            Optional.of(lab.lab.certificateSha256()),
                            Optional.empty());
            assertHidden(ProblemCode.VCENTER_LOGIN_REFUSED, () -> engine.addVCenter(wrong));
            assertThat(traces.below(home())).isEmpty();
            assertThat(traces.in(log.text())).isEmpty();
        }
    }

    /// Somebody types it into the address.
    @Test
    void whenItStandsInAnAddress() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                LabHome lab = new LabHome(home());
                Engine engine = lab.open()) {
            String server = lab.lab.url().getAuthority();
            for (String url :
                    new String[] {
                        "https://root:" + MARK + "@" + server + "/sdk",
                        "root:" + MARK + "@" + server,
                        "http://root:" + MARK + "@" + server,
                        "https://root:" + MARK + "@127.0.0.1:1/sdk",
                        "https://root:" + MARK + "@ bad host"
                    }) {
                NewVCenter typed =
                        new NewVCenter(
                                LabHome.NAME,
                                url,
                                lab.lab.user(),
                                Secret.of(lab.lab.password()),
                                Optional.of(lab.lab.certificateSha256()),
                                Optional.empty());
                assertHidden(ProblemCode.REQUEST_INVALID, () -> engine.addVCenter(typed));
                assertHidden(ProblemCode.REQUEST_INVALID, () -> engine.certificate(url));
            }
            assertThat(engine.vcenters()).isEmpty();
            assertThat(traces.below(home())).isEmpty();
            assertThat(traces.in(log.text())).isEmpty();
        }
    }

    private interface Call {
        void make() throws Exception;
    }

    private void assertHidden(ProblemCode code, Call call) {
        Throwable thrown = catchThrowable(call::make);
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(code);
                            assertThat(traces.in(ProblemText.english().render(e.problem()).line()))
                                    .isEmpty();
                        });
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        assertThat(traces.in(all.toString())).isEmpty();
    }

    /// A search that finds nothing proves nothing unless it can find.
    @Test
    void theSearchFindsWhatIsThere() {
        byte[] bytes = PASSWORD.getBytes(StandardCharsets.UTF_8);
        assertThat(traces.in(bytes)).contains("clear");
        assertThat(traces.in(PASSWORD.getBytes(StandardCharsets.UTF_16LE))).contains("UTF-16LE");
        assertThat(traces.in(PASSWORD.getBytes(StandardCharsets.UTF_16BE))).contains("UTF-16BE");
        assertThat(traces.in(HexFormat.of().formatHex(bytes))).contains("hex");
        for (String before : new String[] {"", "a", "ab", "root:"}) {
            String text =
                    Base64.getEncoder()
                            .encodeToString((before + PASSWORD).getBytes(StandardCharsets.UTF_8));
            assertThat(traces.in(text)).as(text).isNotEmpty();
        }
    }
}
