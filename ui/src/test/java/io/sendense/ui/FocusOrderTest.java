package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every page and every dialog is gone through with the Tab key alone; [TabWalk] says by which
/// rule.
@ExtendWith(ApplicationExtension.class)
class FocusOrderTest {
    private static final ConsoleSettings LIGHT = ConsoleBench.light();
    private static final ConsoleSettings DARK =
            new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.ENGLISH, 1280, 800, false);

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    /// A page, and how an operator gets to it; on an engine that has something to show there.
    private enum Filled {
        DASHBOARD {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#dashboard");
                console.until("jobs", () -> console.reads("Databases"));
            }
        },
        INVENTORY {
            @Override
            void open(ConsoleBench console) {
                console.openHosts();
                console.robot.clickOn(console.line("pgtest1"));
                console.until("details", () -> console.reads("before upgrade"));
                console.robot.push(KeyCode.ENTER);
                console.until("one VM is listed", () -> console.listed() == 1);
            }
        },
        INVENTORY_BESIDE_JOBS {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#asideJobs");
                console.until("targets", () -> console.isThere("#newJobTarget"));
            }
        },
        JOBS {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#jobs");
                console.until("jobs", () -> console.reads("Shop"));
                console.robot.clickOn("Shop");
            }
        },
        JOB_RUN {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#jobs");
                console.robot.clickOn("Databases").clickOn("#runNow");
                console.until("it runs", () -> console.reads("0 of 2 VMs"));
                console.robot.push(KeyCode.ENTER);
                console.until("its VMs", () -> console.hasRow("pgtest1"));
            }
        },
        RUNS {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#runs");
                console.until("history", () -> console.hasRow("mail-01"));
            }
        },
        RUN {
            @Override
            void open(ConsoleBench console) {
                RUNS.open(console);
                console.robot.doubleClickOn(console.row("erp-database"));
                console.until("failed", () -> console.stateIs("Failed"));
            }
        },
        POINTS {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#points");
                console.until("VMs", () -> console.reads("pgtest1"));
                console.robot.clickOn(
                        console.robot
                                .lookup(".vm-name")
                                .match(node ->
                                        node instanceof Labeled label
                                                && "pgtest1".equals(label.getText()))
                                .queryLabeled());
                console.until("its points", () -> console.hasRow("21 Nov 2026, 19:58"));
            }
        },
        POINTS_SERVED {
            @Override
            void open(ConsoleBench console) {
                POINTS.open(console);
                console.robot.clickOn("#serve");
                console.until("served", () -> console.isThere("#servedText"));
            }
        },
        REPOSITORIES {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#repositories");
                console.until("cards", () -> console.reads("nas-archive"));
            }
        },
        NODES {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#nodes");
                console.until("nodes", () -> console.hasRow("frankfurt"));
                console.robot.clickOn(console.row("frankfurt"));
                console.until("transfers", () -> console.hasRow("Hard disk 2"));
                console.robot.clickOn(console.row("Hard disk 2"));
            }
        },
        SETTINGS {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#settings");
                console.until("vCenters", () -> console.isThere(".test"));
            }
        };

        abstract void open(ConsoleBench console);
    }

    @ParameterizedTest
    @EnumSource
    void aPageIsReadWithTheTabKey(Filled page) throws Exception {
        try (ConsoleBench console = new ConsoleBench(filled(), LIGHT)) {
            page.open(console);
            assertThat(TabWalk.wrongIn(console, console.scene().getRoot())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INVENTORY", "POINTS", "NODES", "SETTINGS"})
    void whatHasTheKeyboardShowsItInTheDarkToo(Filled page) throws Exception {
        try (ConsoleBench console = new ConsoleBench(filled(), DARK)) {
            page.open(console);
            assertThat(TabWalk.wrongIn(console, console.scene().getRoot())).isEmpty();
        }
    }

    private static FakeEngine filled() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        SampleJobs.define(engine);
        RunStory.history(engine);
        SamplePoints.fill(engine.store());
        SampleNodes.fill(engine);
        SampleNodes.pushing(engine, new RunId(99), "pgtest1");
        return engine;
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyPageIsToo(Empty page) {
        FakeEngine engine =
                page == Empty.FIRST_START || page == Empty.NO_VCENTER
                        ? new FakeEngine()
                        : FakeEngine.withVCenter(SampleJobs.VCENTER);
        try (ConsoleBench console = new ConsoleBench(engine, LIGHT)) {
            console.robot.clickOn(page.entry);
            console.until(page.title, () -> console.reads(page.title));
            assertThat(TabWalk.wrongIn(console, console.scene().getRoot())).isEmpty();
        }
    }

    /// A page on an engine that has nothing to show there.
    private enum Empty {
        FIRST_START("#dashboard", "Welcome to Sendense"),
        NO_VCENTER("#inventory", "No vCenter yet"),
        NO_JOBS_ON_THE_DASHBOARD("#dashboard", "No jobs yet"),
        NOTHING_SELECTED("#inventory", "Nothing selected"),
        NO_JOBS("#jobs", "No jobs yet"),
        NO_RUNS("#runs", "No runs yet"),
        NO_POINTS("#points", "No restore points yet"),
        NO_NODES("#nodes", "No nodes yet");

        private final String entry;
        private final String title;

        Empty(String entry, String title) {
            this.entry = entry;
            this.title = title;
        }
    }

    /// A dialog, and how an operator gets to it.
    private enum Dialog {
        ADD_VCENTER {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#add-vcenter");
                console.until("dialog", () -> console.isThere("#address"));
            }
        },
        CERTIFICATE {
            @Override
            void open(ConsoleBench console) {
                ADD_VCENTER.open(console);
                console.robot.clickOn("#address").write("other.example.com");
                console.robot.clickOn("#user").write("operator");
                console.robot.clickOn("#password").write("wrong");
                console.robot.clickOn("#next");
                console.until("certificate", () -> console.isThere("#accept"));
            }
        },
        REFUSED {
            @Override
            void open(ConsoleBench console) {
                CERTIFICATE.open(console);
                console.robot.clickOn("#accept");
                console.until("refused", () -> console.reads("VCENTER-LOGIN-REFUSED"));
            }
        },
        ERROR {
            @Override
            void open(ConsoleBench console) {
                Filled.RUN.open(console);
                console.robot.clickOn("#problemDetails");
                console.until("dialog", () -> console.isThere(".error"));
            }
        },
        JOB_EDITOR {
            @Override
            void open(ConsoleBench console) {
                Filled.JOBS.open(console);
                console.robot.clickOn("Production without databases").push(KeyCode.ENTER);
                console.until("editor", () -> console.reads("2 VMs, 82.6 GiB used"));
            }
        },
        JOB_EDITOR_WEEKLY {
            @Override
            void open(ConsoleBench console) {
                JOB_EDITOR.open(console);
                console.robot.clickOn("#weekly");
            }
        },
        REMOVE_JOB {
            @Override
            void open(ConsoleBench console) {
                Filled.JOBS.open(console);
                console.robot.push(KeyCode.DELETE);
                console.until("question", () -> console.reads("Remove job Shop?"));
            }
        },
        EXPORT {
            @Override
            void open(ConsoleBench console) {
                Filled.POINTS.open(console);
                console.robot.clickOn("#export");
                console.until("dialog", () -> console.isThere("#target"));
            }
        },
        PLAN {
            @Override
            void open(ConsoleBench console) {
                Filled.POINTS.open(console);
                console.robot.clickOn("#plan");
                console.until("plan", () -> console.reads("Left out"));
            }
        },
        ADD_REPOSITORY {
            @Override
            void open(ConsoleBench console) {
                Filled.REPOSITORIES.open(console);
                console.robot.clickOn("#add");
                console.until("dialog", () -> console.isThere("#folder"));
            }
        },
        ADD_NODE {
            @Override
            void open(ConsoleBench console) {
                console.robot.clickOn("#nodes").clickOn("#add");
                console.until("dialog", () -> console.isThere("#ssh"));
            }
        },
        NODE_HOST_KEY {
            @Override
            void open(ConsoleBench console) {
                ADD_NODE.open(console);
                console.robot.clickOn("#byAgent");
                console.robot.clickOn(".dialog #name").write("site");
                console.robot.clickOn(".dialog #ssh").write("backup@node");
                console.robot.clickOn("#token").write("good");
                console.robot.clickOn("#next");
                console.until("host key", () -> console.isThere("#accept"));
            }
        },
        NODE_ACCESS {
            @Override
            void open(ConsoleBench console) {
                Filled.NODES.open(console);
                console.robot.clickOn("#access");
                console.until("dialog", () -> console.isThere("#copyLine"));
            }
        },
        NODE_TEST {
            @Override
            void open(ConsoleBench console) {
                Filled.NODES.open(console);
                console.robot.clickOn("#test");
                console.until("passed", () -> console.reads("Passed"));
            }
        },
        LICENCES {
            @Override
            void open(ConsoleBench console) {
                Filled.SETTINGS.open(console);
                WaitForAsyncUtils.waitForAsyncFx(
                        5000, () -> ((Button) console.scene().lookup("#showLicences")).fire());
                console.until("licences", () -> console.hasRow("AtlantaFX"));
            }
        },
        SEARCH {
            @Override
            void open(ConsoleBench console) {
                console.robot.push(KeyCode.CONTROL, KeyCode.K);
                console.until("search", () -> console.isThere(".palette"));
                console.robot.write("pgtest1");
            }
        };

        abstract void open(ConsoleBench console);
    }

    @ParameterizedTest
    @EnumSource
    void aDialogIsTooAndKeepsTheKeyboard(Dialog dialog) throws Exception {
        try (ConsoleBench console = new ConsoleBench(filled(), LIGHT)) {
            dialog.open(console);
            assertThat(TabWalk.wrongIn(console, topmost(console))).isEmpty();
        }
    }

    @Test
    void aDialogShowsWhatHasTheKeyboardInTheDarkToo() throws Exception {
        try (ConsoleBench console = new ConsoleBench(filled(), DARK)) {
            Dialog.JOB_EDITOR_WEEKLY.open(console);
            assertThat(TabWalk.wrongIn(console, topmost(console))).isEmpty();
        }
    }

    @Test
    void theQuestionOfTheClosingWindowIsToo() throws Exception {
        FakeEngine engine = filled();
        engine.past("vm-101", run -> FakeRun.in(run, RunPhase.TRANSFER));
        try (ConsoleBench console = new ConsoleBench(engine, LIGHT)) {
            console.until("the run is known", () -> console.reads("1 run active"));
            WaitForAsyncUtils.waitForAsyncFx(
                    5000,
                    () ->
                            console.window()
                                    .fireEvent(
                                            new WindowEvent(
                                                    console.window(),
                                                    WindowEvent.WINDOW_CLOSE_REQUEST)));
            console.until("question", () -> console.isThere(".closing"));
            assertThat(TabWalk.wrongIn(console, topmost(console))).isEmpty();
        }
    }

    @Test
    void aRunThatTransfersIsToo() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        new RunStory(engine, run).transferring();
        try (ConsoleBench console = new ConsoleBench(engine, LIGHT)) {
            console.robot.clickOn("#runs");
            console.until("the run", () -> console.hasRow("pgtest1"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until("it transfers", () -> console.reads("Transferring"));
            assertThat(TabWalk.wrongIn(console, console.scene().getRoot())).isEmpty();
        }
    }

    private static Node topmost(ConsoleBench console) {
        List<Node> dialogs = List.copyOf(console.robot.lookup(".dialog").queryAll());
        return dialogs.getLast();
    }
}
