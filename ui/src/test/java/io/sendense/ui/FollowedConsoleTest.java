package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Engine;
import io.sendense.engine.EngineSettings;
import io.sendense.engine.InProcessEngine;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.VsphereConnector;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The console's tree on the real engine, while a lab vCenter's VMs come, change and go.
@ExtendWith(ApplicationExtension.class)
@Timeout(120)
class FollowedConsoleTest {
    private static final String FIRST = "esx01.lab.invalid";
    private static final String SECOND = "esx02.lab.invalid";

    @TempDir private Path folder;

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    private Engine open() throws Exception {
        EngineHome home = EngineHome.create(folder.resolve(".sendense"));
        return InProcessEngine.open(
                EngineSettings.of(
                        home,
                        FakeEngine.PROGRAM,
                        InstantSource.system(),
                        SecretStores.open(home, Map.of("SENDENSE_SECRETS", "file")),
                        new VsphereConnector()));
    }

    private static NewVCenter added(LabVCenter lab) {
        return new NewVCenter(
                "lab",
                lab.url().toString(),
                lab.user(),
                Secret.of(lab.password()),
                Optional.of(lab.certificateSha256()),
                Optional.empty());
    }

    @Test
    void showsWhatHappensAndKeepsWhatIsSelectedAndOpen() throws Exception {
        try (LabVCenter lab =
                        LabVCenter.start(
                                LabOptions.standard(InstantSource.system()).withGuestSteps(0));
                Engine engine = open()) {
            assertThat(engine.addVCenter(added(lab)).name()).isEqualTo("lab");
            try (ConsoleBench console =
                    new ConsoleBench(
                            engine, ConsoleBench.light(), InstantSource.system(), folder)) {
                openHost(console);
                assertThat(selected(console)).containsExactly(FIRST);

                assertThat(lab.machines().create("made just now")).isNotEmpty();
                console.until("the new VM", () -> console.reads("made just now"));
                lab.machines().rename("made just now", "called otherwise");
                console.until("its new name", () -> console.reads("called otherwise"));
                assertThat(console.reads("made just now")).isFalse();
                assertThat(selected(console)).containsExactly(FIRST);
                assertThat(open(console, FIRST)).isTrue();
                assertThat(open(console, SECOND)).as("never opened").isFalse();

                console.robot.clickOn(console.line("called otherwise"));
                lab.machines().migrate("called otherwise", SECOND);
                console.until("the way to it is open", () -> open(console, SECOND));
                assertThat(selected(console)).containsExactly("called otherwise");

                lab.machines().remove("called otherwise");
                console.until("it is gone", () -> !console.reads("called otherwise"));
                assertThat(selected(console)).isEmpty();
                assertThat(open(console, FIRST)).isTrue();
            }
        }
    }

    private static void openHost(ConsoleBench console) {
        console.until("tree", () -> console.reads("Compute"));
        console.robot.clickOn(console.line("Compute")).push(KeyCode.RIGHT);
        console.until("hosts", () -> console.reads(FIRST));
        console.robot.clickOn(console.line(FIRST)).push(KeyCode.RIGHT);
        console.until("it is open", () -> open(console, FIRST));
    }

    private static List<String> selected(ConsoleBench console) {
        return lines(console).filter(cell -> is(cell, "selected")).map(Labeled::getText).toList();
    }

    private static boolean open(ConsoleBench console, String name) {
        return lines(console).anyMatch(cell -> name.equals(cell.getText()) && is(cell, "expanded"));
    }

    private static Stream<Labeled> lines(ConsoleBench console) {
        return console.robot.lookup(".tree-cell").queryAllAs(Labeled.class).stream()
                .filter(cell -> cell.getText() != null && cell.isVisible());
    }

    private static boolean is(Labeled cell, String state) {
        return cell.getPseudoClassStates().contains(PseudoClass.getPseudoClass(state));
    }
}
