package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.FakeNodes;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The page of nodes and its dialogs as an operator works them, and what jobs, backups and runs
/// show of nodes.
@ExtendWith(ApplicationExtension.class)
class NodesConsoleTest {
    private static final String VCENTER = "vcenter.example.com";

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    /// Three nodes, one of which pushes the disks of a run that transfers.
    private static FakeEngine filled() {
        FakeEngine engine = FakeEngine.withVCenter(VCENTER);
        SampleNodes.fill(engine);
        RunId run =
                engine.past(
                        "vm-101",
                        r -> FakeRun.in(r, RunPhase.TRANSFER).via(Optional.of(SampleNodes.UP)));
        new RunStory(engine, run).transferring();
        engine.change(run, SampleNodes::onLoopback);
        SampleNodes.pushing(engine, run, "pgtest1");
        return engine;
    }

    private static ConsoleSettings settings(ThemeChoice theme, LanguageChoice language) {
        return new ConsoleSettings(theme, language, 1280, 800, false);
    }

    private static void open(ConsoleBench console) {
        console.robot.clickOn("#nodes");
        console.until("nodes", () -> console.hasRow(SampleNodes.UP));
        console.robot.clickOn(console.row(SampleNodes.UP));
        console.until("transfers", () -> console.hasRow("10101"));
    }

    private static String clipboard() {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
    }

    private static String text(ConsoleBench console, String query) {
        return console.robot.lookup(query).queryAs(TextInputControl.class).getText();
    }

    @Test
    void showsEachNodeAndLeadsToItsRun() {
        try (ConsoleBench console = new ConsoleBench(filled(), ConsoleBench.light())) {
            open(console);
            assertThat(console.reads("Connected")).isTrue();
            assertThat(console.hasRow("20 ms")).isTrue();
            console.picture("nodes");
            console.robot.clickOn("#fingerprintCopy");
            assertThat(clipboard()).isEqualTo(FakeNodes.HOST_KEY);
            console.robot.clickOn(console.row(SampleNodes.LOST));
            console.until("why", () -> console.reads("NODE-UNREACHABLE"));
            console.picture("nodes-lost");
            console.robot.clickOn(console.row(SampleNodes.UP));
            console.until("transfers", () -> console.hasRow("10101"));
            console.robot.doubleClickOn(console.row("10101"));
            console.until("the run", () -> console.stateIs("Running"));
            console.until("the tunnel", () -> console.reads("Connected  \u00b7  20 ms"));
            assertThat(console.reads("Read by frankfurt")).isTrue();
            assertThat(console.hasRow("Port 10100")).isTrue();
            console.picture("run-node");
        }
    }

    @Test
    void looksAsWellInTheDark() {
        try (ConsoleBench console =
                new ConsoleBench(filled(), settings(ThemeChoice.DARK, LanguageChoice.ENGLISH))) {
            open(console);
            console.picture("nodes-dark");
            console.robot.clickOn(console.row("10100")).clickOn("#open");
            console.until("the tunnel", () -> console.reads("Connected  \u00b7  20 ms"));
            console.picture("run-node-dark");
        }
    }

    @Test
    void speaksGerman() throws EngineException {
        FakeEngine engine = filled();
        addWithToken(engine, "bad");
        try (ConsoleBench console =
                new ConsoleBench(engine, settings(ThemeChoice.LIGHT, LanguageChoice.GERMAN))) {
            open(console);
            console.picture("nodes-german");
            console.robot.clickOn("#remove");
            console.until("question", () -> console.reads("Knoten frankfurt entfernen?"));
            console.picture("node-remove-german");
            console.robot.push(KeyCode.ESCAPE);
            console.robot.clickOn(console.row("site")).clickOn("#test");
            console.until("result", () -> console.reads("Nicht versucht"));
            console.picture("node-test-german");
            console.robot.clickOn("#closeTest");
            console.robot.clickOn(console.row(SampleNodes.LOST)).clickOn("#access");
            console.until("what to enter", () -> console.isThere("#copySettings"));
            console.picture("node-access-german");
            console.robot.push(KeyCode.ESCAPE);
            console.robot.clickOn("#add").clickOn("#byPassword");
            console.picture("node-add-german");
            console.robot.push(KeyCode.ESCAPE);
            console.robot.clickOn("#runs");
            console.until("the run", () -> console.hasRow("pgtest1"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until("the tunnel", () -> console.reads("Verbunden  \u00b7  20\u00a0ms"));
            console.picture("run-node-german");
        }
    }

    private static void addWithToken(FakeEngine engine, String token) throws EngineException {
        engine.nodes()
                .add(
                        new NewNode(
                                "site",
                                "backup@node.example.com",
                                LoginMethod.AGENT,
                                Optional.empty(),
                                Optional.empty(),
                                Secret.of(token),
                                FakeNodes.HOST_KEY,
                                8081));
    }

    @Test
    void addsTheFirstOneAfterItsHostKeyWasAccepted() {
        FakeEngine engine = FakeEngine.withVCenter(VCENTER);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#nodes");
            console.until("nothing", () -> console.reads("No nodes yet"));
            console.picture("nodes-empty");
            console.robot.clickOn("#addFirst");
            console.until("dialog", () -> console.isThere(".dialog #ssh"));
            console.robot.write("frankfurt").clickOn(".dialog #ssh").write("nowhere");
            console.robot.clickOn("#keyFile").write("/home/operator/.ssh/sendense_node");
            console.robot.clickOn("#token").write("good");
            console.robot.clickOn("#next");
            console.until("not reached", () -> console.reads("NODE-UNREACHABLE"));
            console.picture("node-unreachable");
            assertThat(console.focusIs("ssh")).as("where it is mended").isTrue();
            console.robot.doubleClickOn(".dialog #ssh").write("sendense@node.fra.example.com");
            console.picture("node-add");
            console.robot.clickOn("#next");
            console.until("host key", () -> console.isThere("#accept"));
            assertThat(console.focusIs("back")).as("accepting is a decision").isTrue();
            assertThat(text(console, ".dialog #fingerprint")).isEqualTo(FakeNodes.HOST_KEY);
            console.picture("node-host-key");
            console.robot.clickOn("#commandCopy");
            assertThat(clipboard()).isEqualTo("ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub");
            assertThat(engine.nodes().list()).isEmpty();
            console.robot.clickOn("#accept");
            console.until("what to enter", () -> console.isThere("#copyLine"));
            console.picture("node-access");
            console.robot.clickOn("#copyLine");
            assertThat(clipboard()).startsWith("restrict,port-forwarding");
            console.robot.clickOn("#copySettings");
            assertThat(clipboard()).contains("AllowTcpForwarding yes");
            console.robot.clickOn("#testAccess");
            console.until("passed", () -> console.reads("Passed"));
            console.picture("node-test");
            console.robot.clickOn("#again");
            console.until("passed again", () -> console.reads("Passed"));
            console.robot.clickOn("#closeTest");
            console.until("it is listed", () -> console.hasRow("frankfurt"));
            assertThat(engine.nodes().secretsOf("frankfurt")).isEqualTo("good");
        }
    }

    @Test
    void tellsWhichStepOfATestFailed() throws EngineException {
        FakeEngine engine = FakeEngine.withVCenter(VCENTER);
        addWithToken(engine, "bad");
        try (ConsoleBench console =
                new ConsoleBench(engine, settings(ThemeChoice.DARK, LanguageChoice.ENGLISH))) {
            console.robot.clickOn("#nodes");
            console.until("nodes", () -> console.hasRow("site"));
            console.robot.clickOn("#test");
            console.until("failed", () -> console.reads("Failed"));
            console.picture("node-test-failed-dark");
        }
    }

    @Test
    void removesOneAfterAQuestion() {
        FakeEngine engine = filled();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            open(console);
            console.robot.clickOn(console.row(SampleNodes.LOST)).push(KeyCode.DELETE);
            console.until("question", () -> console.reads("Remove node warehouse?"));
            console.picture("node-remove");
            console.robot.clickOn("Remove");
            console.until("gone", () -> !console.hasRow(SampleNodes.LOST));
            assertThat(engine.nodes().list()).hasSize(2);
        }
    }

    @Test
    void aJobIsReadByANode() throws EngineException {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        SampleJobs.define(engine);
        SampleNodes.fill(engine);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#jobs");
            console.until("jobs", () -> console.reads("Shop"));
            console.robot.clickOn("Production without databases").push(KeyCode.ENTER);
            console.until("editor", () -> console.reads("2 VMs, 82.6 GiB used"));
            console.until("readers", () -> console.isThere("#reader"));
            choose(console, "frankfurt");
            console.picture("job-editor-node");
            console.robot.clickOn("#save");
            console.until(
                    "saved",
                    () -> console.reads("folder Production, without 1  \u00b7  read by frankfurt"));
            console.picture("jobs-node");
        }
    }

    @Test
    void aBackupIsReadByANode() {
        FakeEngine engine = FakeEngine.withVCenter(VCENTER);
        SampleNodes.fill(engine);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.openHosts();
            console.robot.clickOn(console.line("pgtest1")).push(KeyCode.ENTER);
            console.until("one VM is listed", () -> console.listed() == 1);
            choose(console, "dublin");
            console.picture("backup-node");
            console.robot.clickOn("#start");
            console.until("the run", () -> console.isThere("#back"));
            assertThat(engine.requests().getLast().options().node()).contains("dublin");
        }
    }

    private static void choose(ConsoleBench console, String node) {
        Node reader = console.robot.lookup("#reader").query();
        console.robot.clickOn(reader);
        console.until("choice", () -> console.robot.lookup(node).tryQuery().isPresent());
        console.robot.clickOn(node);
    }
}
