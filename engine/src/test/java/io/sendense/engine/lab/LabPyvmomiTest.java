package io.sendense.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab before a strict judge: pyvmomi, VMware's own client for Python.
@Tag("peers")
class LabPyvmomiTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path SCRIPTS = Path.of("src/test/python");

    @TempDir private Path frozen;

    @Test
    void everyAnswerFitsTheSchema() throws Exception {
        passes("lab_conformance.py");
    }

    @Test
    void doesWhatABackupNeeds() throws Exception {
        passes("lab_backup.py");
    }

    @Test
    void speaksTheOperationsThatABackupUsesInPassing() throws Exception {
        passes("lab_operations.py");
    }

    private void passes(String script) throws Exception {
        requirePyvmomi();
        try (var lab =
                LabVCenter.start(
                        LabOptions.standard(InstantSource.system())
                                .withKeepFrozen(frozen)
                                .withTaskTime(Duration.ofMillis(200)))) {
            var builder =
                    new ProcessBuilder(
                            PYTHON.toString(),
                            SCRIPTS.resolve(script).toString(),
                            lab.url().getHost(),
                            Integer.toString(lab.url().getPort()),
                            lab.user());
            builder.environment().put("SENDENSE_LAB_PASSWORD", lab.password());
            builder.environment().put("SENDENSE_LAB_FROZEN", frozen.toString());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            assertThat(run(builder)).endsWith("exit 0");
        }
    }

    private static void requirePyvmomi() throws Exception {
        if (!Files.isExecutable(PYTHON)
                || !run(new ProcessBuilder(PYTHON.toString(), "-c", "import pyVmomi"))
                        .endsWith("exit 0")) {
            Peers.missing("pyvmomi for " + PYTHON + " is not installed");
        }
    }

    private static String run(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        try {
            byte[] output = process.getInputStream().readAllBytes();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new String(output, StandardCharsets.UTF_8) + "exit " + process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
