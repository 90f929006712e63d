package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.run.ProgramVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Which program this is, and that its runs say so.
@Timeout(60)
class BuildTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "0123456789ab, 0123456789ab",
        "0123456789ab-dirty, 0123456789ab-dirty",
        "unknown, unknown",
        "'', unknown",
        "${git.commit.id.describe}, unknown"
    })
    void whatTheBuildDidNotFillInIsNotKnown(String written, String commit) {
        Properties properties = new Properties();
        properties.setProperty("version", "1.2.3");
        properties.setProperty("commit", written);
        assertThat(Build.version(properties)).isEqualTo(new ProgramVersion("1.2.3", commit));
        assertThat(Build.version(new Properties()))
                .isEqualTo(new ProgramVersion("unknown", "unknown"));
    }

    @Test
    void thisBuildHasItsVersionAndACommitOrNone() {
        assertThat(Build.version().version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(Build.version().commit()).matches("[0-9a-f]{12,}(-dirty)?|unknown");
    }

    @Test
    void aChangedBuildSaysSoInEveryRunAndRestorePoint() throws Exception {
        Wiring changed = wiring("0123456789ab-dirty");
        Commands commands = new Commands(folder.resolve("home"));
        try (LabVCenter lab =
                LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(0))) {
            commands.add(lab);
            assertThat(commands.run(changed, "backup", "--vcenter", "lab", "Kasse 1").code())
                    .isZero();
            assertThat(commands.run(changed, "backup", "--vcenter", "lab", "diskless").code())
                    .isEqualTo(1);
            assertThat(
                            commands.run(wiring("unknown"), "backup", "--vcenter", "lab", "web01")
                                    .code())
                    .isZero();
        }
        JsonNode runs = commands.run("runs", "--json").json().path("runs");
        assertThat(commits(runs)).isEqualTo("[unknown, 0123456789ab-dirty, 0123456789ab-dirty]");
        assertThat(runs.path(1).path("programVersion").asString()).isEqualTo("1.2.3");
        JsonNode point = commands.run("points", "--vm", "Kasse 1", "--json").json().at("/points/0");
        assertThat(Files.readString(Path.of(point.path("folder").asString(), "point.json")))
                .contains("0123456789ab-dirty");
        assertThat(commands.run(changed, "--version").out())
                .isEqualTo("sendense 1.2.3 (0123456789ab-dirty)" + System.lineSeparator());
    }

    private static String commits(JsonNode runs) {
        return runs.valueStream()
                .map(run -> run.path("programCommit").asString())
                .toList()
                .toString();
    }

    private static Wiring wiring(String commit) {
        return new Wiring(new ProgramVersion("1.2.3", commit), Clock.systemUTC());
    }
}
