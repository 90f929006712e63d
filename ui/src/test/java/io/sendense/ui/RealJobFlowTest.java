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
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// A job from its definition to its restore points, on the real engine and a lab vCenter.
@ExtendWith(ApplicationExtension.class)
@Timeout(420)
class RealJobFlowTest {
    private static final Duration BACKUP = Duration.ofSeconds(150);

    @TempDir private Path folder;

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
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

    private ConsoleBench console(Engine engine) {
        return new ConsoleBench(engine, ConsoleBench.light(), InstantSource.system(), folder);
    }

    @Test
    void dragsAVmToANewJobAndRunsIt() throws Exception {
        try (LabVCenter lab = LabVCenter.start(LabOptions.standard(InstantSource.system()))) {
            try (Engine engine = open()) {
                engine.addVCenter(
                        new NewVCenter(
                                "lab",
                                lab.url().toString(),
                                lab.user(),
                                Secret.of(lab.password()),
                                Optional.of(lab.certificateSha256()),
                                Optional.empty()));
                try (ConsoleBench console = console(engine)) {
                    console.robot.clickOn("#search").write("pgtest1");
                    console.until("the VM", () -> console.reads("pgtest1"));
                    console.robot.clickOn("#asideJobs");
                    console.robot.clickOn(console.line("pgtest1"));
                    console.robot
                            .drag(console.line("pgtest1"))
                            .moveTo("#newJobTarget")
                            .moveBy(5, 5)
                            .drop();
                    console.until(
                            "editor with one VM",
                            () -> console.isThere(".job-editor") && saysOneVm(console));
                    console.robot.clickOn("#name").write("Databases");
                    console.robot.clickOn("#save");
                    console.until("a target", () -> !console.isThere(".job-editor"));
                    console.robot.clickOn("#jobs");
                    console.until("the job", () -> console.reads("Daily at 22:00"));
                    console.robot.clickOn("Databases").clickOn("#runNow");
                    console.until("it ends", BACKUP, () -> console.reads("Completed"));
                    console.robot.clickOn("#dashboard");
                    console.until("a point", () -> said(console, "#protectedCount", "1 of "));
                    console.until("a result", () -> said(console, "#completed", "1"));
                }
                assertThat(engine.points()).hasSize(1);
                assertThat(engine.verify("pgtest1@latest", (_, _, _) -> {}).sound()).isTrue();
            }
            try (Engine engine = open();
                    ConsoleBench console = console(engine)) {
                console.robot.clickOn("#jobs");
                console.until("the job after a restart", () -> console.reads("Daily at 22:00"));
                console.robot.doubleClickOn("Databases");
                console.until("its selection", () -> saysOneVm(console));
                console.robot.push(KeyCode.ESCAPE);
            }
        }
    }

    private static boolean saysOneVm(ConsoleBench console) {
        return said(console, "#summary", "1 VM, ");
    }

    private static boolean said(ConsoleBench console, String label, String begins) {
        return console.robot
                .lookup(label)
                .<Label>tryQuery()
                .filter(shown -> shown.getText().startsWith(begins))
                .isPresent();
    }
}
