package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The unit that runs a node in the background.
@Timeout(120)
class NodeUnitTest {
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final Path UNIT = Path.of("../packaging/linux/sendense-node.service");

    @Test
    void systemdTakesItAsItIs(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(ANALYZE), "there is no " + ANALYZE);
        String text = Files.readString(UNIT);
        assertThat(text)
                .contains("/opt/sendense/bin/sendense --home ${STATE_DIRECTORY} node serve");
        Path unit = folder.resolve("sendense-node.service");
        Files.writeString(unit, text.replace("/opt/sendense/bin/sendense", "/bin/true"));
        Process verify =
                new ProcessBuilder(ANALYZE.toString(), "verify", unit.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(verify.getInputStream().readAllBytes());
        assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(verify.exitValue()).as(said).isZero();
        assertThat(said).doesNotContain("sendense-node");
    }
}
