package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Engine;
import io.sendense.engine.EngineSettings;
import io.sendense.engine.InProcessEngine;
import io.sendense.engine.VsphereConnector;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.SecretStores;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.testfx.api.FxToolkit;

/// A program: the whole chain of an operator's work in a real window on the display at hand, with
/// the display's own pointer and keys, on the real engine and a lab vCenter. Its argument is an
/// empty folder. Says each step on stdout, and ends with 0 if all went as it should.
///
/// [RealWindowTest] runs it under Xvfb.
final class RealWindow {
    private static final Duration BACKUP = Duration.ofSeconds(150);

    private final Path folder;
    private final LabVCenter lab;

    private RealWindow(Path folder, LabVCenter lab) {
        this.folder = folder;
        this.lab = lab;
    }

    public static void main(String[] arguments) {
        int code = 1;
        try (LabVCenter lab =
                LabVCenter.start(LabOptions.standard(InstantSource.system()).withGuestSteps(20))) {
            FxToolkit.registerPrimaryStage();
            Platform.setImplicitExit(false);
            RealWindow flow = new RealWindow(Path.of(arguments[0]), lab);
            flow.afterARestart(flow.firstStart());
            code = 0;
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    private static void say(String step) {
        System.out.println("window: " + step);
    }

    private Engine open() throws EngineException {
        EngineHome home = EngineHome.create(folder.resolve(".sendense"));
        return InProcessEngine.open(
                EngineSettings.of(
                        home,
                        FakeEngine.PROGRAM,
                        InstantSource.system(),
                        SecretStores.open(home, Map.of("SENDENSE_SECRETS", "file")),
                        new VsphereConnector()));
    }

    private ConsoleBench console(Engine engine, ConsoleSettings settings) {
        return new ConsoleBench(engine, settings, InstantSource.system(), folder);
    }

    /// @return what the console was told to look like from the next start on
    private ConsoleSettings firstStart() throws Exception {
        try (Engine engine = open();
                ConsoleBench console = console(engine, ConsoleBench.light())) {
            console.robot.clickOn("#dashboard");
            console.until("welcome", () -> console.reads("Welcome to Sendense"));
            console.screen("window-first-start");
            say("first start");
            addVCenter(console);
            say("vCenter added after its certificate was accepted");
            dragTwoVmsToANewJob(console);
            say("two VMs dragged onto a new job");
            watchTwoDisksAndCancel(engine, console);
            say("run watched and cancelled");
            meetAFailure(console);
            say("failed run explained");
            ConsoleSettings next = chooseDarkAndGerman(console);
            say("dark and German chosen");
            return next;
        }
    }

    private void addVCenter(ConsoleBench console) {
        console.robot.clickOn("#firstVCenter");
        console.until("dialog", () -> console.isThere("#address"));
        console.robot.clickOn("#address").write(lab.url().toString());
        console.robot.clickOn("#user").write(lab.user());
        console.robot.clickOn("#password").write(lab.password());
        console.robot.clickOn("#name").write("lab");
        console.robot.clickOn("#next");
        console.until("certificate", () -> console.isThere("#accept"));
        String shown =
                console.robot.lookup("#fingerprint").queryAs(TextInputControl.class).getText();
        assertThat(shown.replaceAll("[:\\n]", "")).isEqualToIgnoringCase(lab.certificateSha256());
        console.screen("window-certificate");
        console.robot.clickOn("#accept");
        console.until("dialog is gone", () -> !console.isThere(".dialog"));
        console.robot.clickOn("#inventory");
        console.until("tree", () -> console.reads("lab"));
    }

    private void dragTwoVmsToANewJob(ConsoleBench console) {
        // found by what both names have in common
        console.robot.clickOn("#search").write("1");
        console.until("both", () -> console.reads("pgtest1") && console.reads("web01"));
        console.robot.clickOn("#asideJobs");
        console.until("targets", () -> console.isThere("#newJobTarget"));
        console.robot.clickOn(console.line("pgtest1"));
        console.robot
                .press(KeyCode.CONTROL)
                .clickOn(console.line("web01"))
                .release(KeyCode.CONTROL);
        console.robot.drag(console.line("pgtest1")).moveTo("#newJobTarget").moveBy(5, 5);
        console.screen("window-drag");
        console.robot.drop();
        console.until("editor", () -> console.isThere(".job-editor"));
        console.until("with both", () -> summary(console).startsWith("2 VMs, "));
        console.robot.clickOn("#name").write("Web and database");
        console.robot.clickOn("#manual");
        console.screen("window-job-editor");
        console.robot.clickOn("#save");
        console.until("saved", () -> !console.isThere(".job-editor"));
    }

    private static String summary(ConsoleBench console) {
        return console.robot.lookup("#summary").<Label>tryQuery().map(Label::getText).orElse("");
    }

    private void watchTwoDisksAndCancel(Engine engine, ConsoleBench console) {
        lab.faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(300)))
                                .always());
        console.robot.clickOn("#jobs");
        console.until("the job", () -> console.reads("Web and database"));
        console.robot.clickOn("Web and database").clickOn("#runNow");
        console.robot.clickOn("#runs");
        console.until("both run", () -> console.hasRow("pgtest1") && console.hasRow("web01"));
        console.robot.doubleClickOn(console.row("pgtest1"));
        console.until("disk 1", () -> console.reads("Hard disk 1"));
        console.until("disk 2", () -> console.reads("Hard disk 2"));
        console.until("it transfers", BACKUP, () -> console.reads("Transferring"));
        console.until("some of it is done", BACKUP, () -> percentDone(engine) >= 25);
        console.screen("window-run");
        console.robot.clickOn("#cancel");
        console.until("it is cancelled", BACKUP, () -> console.stateIs("Cancelled"));
        console.screen("window-cancelled");
        lab.faults().clear();
        console.robot.clickOn("#jobs");
        console.until("the job has ended", BACKUP, () -> console.reads("Cancelled"));
    }

    private static long percentDone(Engine engine) {
        try {
            return engine.runs(2).stream()
                    .filter(run -> run.vmName().equals("pgtest1") && run.plannedBytes() > 0)
                    .mapToLong(run -> 100 * run.doneBytes() / run.plannedBytes())
                    .sum();
        } catch (EngineException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void meetAFailure(ConsoleBench console) {
        lab.faults()
                .add(
                        FaultRule.on(
                                        "CreateSnapshot_Task",
                                        new FaultAction.AnswerFault(SoapFault.restrictedVersion()))
                                .always());
        console.robot.clickOn("Web and database").clickOn("#runNow");
        console.robot.clickOn("#runs");
        console.until("it failed", BACKUP, () -> console.reads("Failed"));
        console.robot.doubleClickOn("Failed");
        console.until("the run", () -> console.stateIs("Failed"));
        console.robot.clickOn("#problemDetails");
        console.until("dialog", () -> console.isThere(".error"));
        console.until("code", () -> console.reads("LICENSE-RESTRICTED"));
        console.screen("window-problem");
        console.robot.push(KeyCode.ESCAPE);
        console.until("dialog is gone", () -> !console.isThere(".error"));
        lab.faults().clear();
    }

    private static ConsoleSettings chooseDarkAndGerman(ConsoleBench console) {
        console.robot.clickOn("#settings");
        console.until("settings", () -> console.isThere("#themeDark"));
        console.robot.clickOn("#themeDark");
        console.robot.clickOn("#language");
        console.robot.clickOn("Deutsch", MouseButton.PRIMARY);
        console.until(
                "both kept",
                () ->
                        console.stored()
                                .filter(kept -> kept.theme() == ThemeChoice.DARK)
                                .filter(kept -> kept.language() == LanguageChoice.GERMAN)
                                .isPresent());
        return console.stored().orElseThrow();
    }

    private void afterARestart(ConsoleSettings settings) throws Exception {
        try (Engine engine = open();
                ConsoleBench console = console(engine, settings)) {
            console.robot.clickOn("#runs");
            console.until("history", () -> console.hasRow("pgtest1"));
            console.until("cancelled", () -> console.reads("Abgebrochen"));
            console.until("failed", () -> console.reads("Fehler"));
            console.screen("window-history-german-dark");
            say("history after a restart, dark and German");
            console.robot.clickOn("#dashboard");
            console.until("\u00dcbersicht", () -> console.reads("\u00dcbersicht"));
            console.screen("window-dashboard-german-dark");
            assertThat(engine.runs(10)).hasSizeGreaterThanOrEqualTo(3);
        }
    }
}
