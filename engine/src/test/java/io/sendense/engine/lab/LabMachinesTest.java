package io.sendense.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.Peers;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens to VMs, as pyvmomi hears of it.
@Timeout(120)
class LabMachinesTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path SCRIPT = Path.of("src/test/python/lab_follow.py");
    private static final String VM = "web01";

    private static LabVCenter lab() throws Exception {
        return LabVCenter.start(
                LabOptions.standard(InstantSource.system())
                        .withTaskTime(Duration.ofMillis(20))
                        .withGuestSteps(0));
    }

    @Test
    @Tag("peers")
    void pyvmomiHearsWhatHappens() throws Exception {
        if (!Files.isExecutable(PYTHON)) {
            Peers.missing("pyvmomi for " + PYTHON + " is not installed");
        }
        try (LabVCenter lab = lab()) {
            var builder =
                    new ProcessBuilder(
                            PYTHON.toString(),
                            SCRIPT.toString(),
                            lab.url().getHost(),
                            Integer.toString(lab.url().getPort()),
                            lab.user());
            builder.environment().put("SENDENSE_LAB_PASSWORD", lab.password());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            Process process = builder.redirectErrorStream(true).start();
            try (BufferedReader output = process.inputReader()) {
                assertThat(output.readLine()).isEqualTo("ready");
                String id = lab.machines().find(VM).orElseThrow();
                LabMachines machines = lab.machines();
                machines.powerOff(VM);
                heard(output, "modify " + id, "  runtime.powerState = poweredoff");
                machines.rename(VM, "50% of it");
                heard(output, "modify " + id, "  name = 50%25 of it");
                machines.migrate("50% of it", "esx03.lab.invalid");
                heard(output, "modify " + id, "  runtime.host = host-");
                machines.move("50% of it", "Elsewhere");
                heard(output, "modify " + id, "  parent = group-v");
                machines.remove("50% of it");
                heard(output, "leave " + id);
                String last = machines.create("the end");
                heard(output, "enter " + last, "  name = the end");
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /// Reads lines until those that begin like these have come, in this order.
    private static void heard(BufferedReader output, String... beginnings) throws Exception {
        List<String> read = new ArrayList<>();
        for (String beginning : beginnings) {
            String line;
            do {
                line = output.readLine();
                assertThat(line).as("'%s' after %s", beginning, read).isNotNull();
                read.add(line);
            } while (!line.toLowerCase(Locale.ROOT).startsWith(beginning.toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void knowsItsVmsByName() throws Exception {
        try (LabVCenter lab = lab()) {
            LabMachines machines = lab.machines();
            assertThat(machines.find("nobody")).isEmpty();
            assertThatThrownBy(() -> machines.rename("nobody", "somebody"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> machines.powerOn("app"))
                    .as("there are three")
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> machines.migrate(VM, "nowhere"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> machines.create(VM))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> machines.powerOn("ubuntu-template"))
                    .as("a template never runs")
                    .isInstanceOf(IllegalArgumentException.class);
            String id = machines.create("fresh");
            assertThat(machines.find("fresh")).contains(id);
            machines.remove("fresh");
            assertThat(machines.find("fresh")).isEmpty();
        }
    }
}
