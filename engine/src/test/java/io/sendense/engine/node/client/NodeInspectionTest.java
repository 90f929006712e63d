package io.sendense.engine.node.client;

import static io.sendense.engine.wire.ssh.SshdRules.listen;
import static io.sendense.engine.wire.ssh.SshdRules.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.LabHome;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeCheck.Outcome;
import io.sendense.engine.node.NodeCheck.Result;
import io.sendense.engine.node.NodeCheckStep;
import io.sendense.engine.node.protocol.NodeVersion;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import io.sendense.engine.wire.ssh.SshAddress;
import io.sendense.engine.wire.ssh.SshLogin;
import io.sendense.engine.wire.ssh.SshSettings;
import io.sendense.engine.wire.ssh.SshdRules;
import io.sendense.engine.wire.ssh.TunnelFinding;
import io.sendense.engine.wire.ssh.TunnelFinding.Hint;
import io.sendense.engine.wire.ssh.TunnelFinding.Item;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a test of a node says of each thing that may be wrong there, in words of its own.
@Tag("peers")
@Timeout(240)
class NodeInspectionTest {
    @TempDir private Path folder;
    private NodeHome home;

    @BeforeEach
    void start() throws Exception {
        home = new NodeHome(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    private Result result(NodeCheckStep step) throws Exception {
        return home.engine.nodes().test(NodeHome.NODE).results().stream()
                .filter(each -> each.step() == step)
                .findFirst()
                .orElseThrow();
    }

    private void assertFails(NodeCheckStep step, ProblemCode code) throws Exception {
        NodeCheck check = home.engine.nodes().test(NodeHome.NODE);
        assertThat(check.passed()).isFalse();
        for (Result each : check.results()) {
            if (each.step().compareTo(step) < 0) {
                assertThat(each.outcome()).as(check.toString()).isEqualTo(Outcome.PASSED);
            }
            if (each.step() == step) {
                assertThat(each.outcome()).as(check.toString()).isEqualTo(Outcome.FAILED);
                assertThat(each.problem().orElseThrow().code()).isEqualTo(code);
            }
        }
    }

    @Test
    void ofAServerThatIsAwayOrAnotherOne() throws Exception {
        home.sshd.kill();
        assertFails(NodeCheckStep.REACHABLE, ProblemCode.NODE_UNREACHABLE);
        home.sshd.restartWithNewHostKey();
        assertFails(NodeCheckStep.HOST_KEY, ProblemCode.NODE_HOST_KEY_CHANGED);
    }

    @Test
    void ofWhatTheKeyMayNotDo() throws Exception {
        SshdRules right = home.rules();
        home.sshd.restart(right.withoutKey());
        assertFails(NodeCheckStep.LOGIN, ProblemCode.NODE_LOGIN_REFUSED);
        home.sshd.restart(
                right.without(open("127.0.0.1:" + home.port())).with(open("127.0.0.1:1")));
        assertFails(NodeCheckStep.INTERFACE_FORWARD, ProblemCode.NODE_INTERFACE_CLOSED);
        home.sshd.restart(right.withSetting("PermitListen none"));
        assertFails(NodeCheckStep.PORTS, ProblemCode.NODE_PORTS_REFUSED);
        home.sshd.restart(right.without(listen("127.0.0.1:10150")));
        Result few = result(NodeCheckStep.PORTS);
        assertThat(few.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(few.problem().orElseThrow().code()).isEqualTo(ProblemCode.NODE_PORTS_FEW);
    }

    @Test
    void ofAProgramThatDoesNotRunOrTakesAnotherToken() throws Exception {
        home.stopNode();
        assertFails(NodeCheckStep.INTERFACE, ProblemCode.NODE_NOT_RUNNING);
        home.startNode();
        home.engine.nodes().remove(NodeHome.NODE);
        try (Secret other = Secret.of("another-token")) {
            home.engine
                    .nodes()
                    .add(
                            new NewNode(
                                    NodeHome.NODE,
                                    home.sshd.address(),
                                    LoginMethod.KEY,
                                    Optional.of(home.sshd.identity().toString()),
                                    Optional.empty(),
                                    other,
                                    home.sshd.fingerprint(),
                                    home.port()));
        }
        assertFails(NodeCheckStep.INTERFACE, ProblemCode.NODE_TOKEN_REFUSED);
    }

    @Test
    void ofPortsThatAnswerInTheNetwork() {
        NodePlace place =
                new NodePlace(
                        NodeHome.NODE,
                        SshSettings.of(
                                new SshAddress("backup", "edge1", 22),
                                new SshLogin.Password(new byte[0]),
                                Optional.empty()),
                        home.port(),
                        Secret.of("token"));
        NodeCheck check =
                new NodeInspection(place, NodeTimes.usual(), List.of())
                        .take(
                                List.of(
                                        new TunnelFinding(
                                                Item.EXPOSURE,
                                                Optional.of(Hint.EXPOSED),
                                                Optional.empty(),
                                                List.of())))
                        .result();
        assertThat(check.results().getLast().problem().orElseThrow().code())
                .isEqualTo(ProblemCode.NODE_PORTS_EXPOSED);
    }

    @Test
    void ofAnotherProgramThere() {
        EngineException unfit =
                catchThrowableOfType(
                        EngineException.class,
                        () -> NodeTunnel.requireFit(new NodeVersion("9.0", "abc", 99), "edge1"));
        assertThat(unfit.problem().code()).isEqualTo(ProblemCode.NODE_VERSION_UNFIT);
        byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
        for (int status : List.of(200, 404)) {
            EngineException odd =
                    catchThrowableOfType(
                            EngineException.class,
                            () -> new NodeAnswers("edge1").read(status, page, NodeVersion.class));
            assertThat(odd.problem().code()).isEqualTo(ProblemCode.NODE_ANSWER_UNREADABLE);
        }
    }

    @Test
    void aNodeThatIsUsedOrHasLostItsTokenIsTold() throws Exception {
        home.slowDown();
        RunId run = home.start("pgtest1", options -> options);
        EngineException used =
                catchThrowableOfType(
                        EngineException.class, () -> home.engine.nodes().remove(NodeHome.NODE));
        assertThat(used.problem().code()).isEqualTo(ProblemCode.NODE_IN_USE);
        home.engine.cancelRun(run);
        home.engine.awaitRun(run);
        home.lab.secrets.remove("node-token/" + NodeHome.NODE);
        EngineException missing =
                catchThrowableOfType(
                        EngineException.class, () -> home.engine.nodes().test(NodeHome.NODE));
        assertThat(missing.problem().code()).isEqualTo(ProblemCode.NODE_SECRET_MISSING);
        home.engine.nodes().remove(NodeHome.NODE);
        EngineException unknown =
                catchThrowableOfType(
                        EngineException.class, () -> home.start(LabHome.SMALL, options -> options));
        assertThat(unknown.problem().code()).isEqualTo(ProblemCode.NODE_UNKNOWN);
    }
}
