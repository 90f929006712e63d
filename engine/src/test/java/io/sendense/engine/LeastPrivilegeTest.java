package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An account with exactly the documented role backs up; with one privilege less it is told which.
@Timeout(120)
class LeastPrivilegeTest {
    private static final String VM = "Kasse 1";

    @TempDir private Path folder;

    /// The ids in the role of the documentation.
    private static Set<String> documented() throws Exception {
        String text = Files.readString(Path.of("doc/vsphere-role.md"));
        Matcher ids = Pattern.compile("^\\| `([A-Za-z.]+)` \\|", Pattern.MULTILINE).matcher(text);
        Set<String> found = new LinkedHashSet<>();
        while (ids.find()) {
            found.add(ids.group(1));
        }
        assertThat(found).hasSize(8);
        return found;
    }

    @Test
    void theDocumentedRoleIsEnoughForAFullAndAnIncremental() throws Exception {
        Set<String> role = documented();
        try (LabEngine lab =
                LabEngine.start(
                        folder, options -> options.withGuestSteps(0).withPrivileges(role))) {
            RunView first = lab.backup(VM);
            assertThat(first.problem()).isEmpty();
            assertThat(first.state()).isEqualTo(RunState.COMPLETED);
            RunView second = lab.backup(VM);
            assertThat(second.state()).isEqualTo(RunState.COMPLETED);
            assertThat(second.disks().getFirst().mode()).contains(ReadMode.INCREMENTAL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VirtualMachine.Config.ChangeTracking",
                "VirtualMachine.State.CreateSnapshot",
                "VirtualMachine.Provisioning.DiskRandomRead",
                "VirtualMachine.State.RemoveSnapshot",
                "Datastore.Browse",
                "Datastore.FileManagement"
            })
    void aMissingPrivilegeIsNamedBeforeAnythingIsDone(String missing) throws Exception {
        Set<String> role = new LinkedHashSet<>(documented());
        assertThat(role.remove(missing)).isTrue();
        try (LabEngine lab =
                LabEngine.start(
                        folder, options -> options.withGuestSteps(0).withPrivileges(role))) {
            RunView run = lab.backup(VM);
            Problem problem = run.problem().orElseThrow();
            assertThat(problem.code()).isEqualTo(ProblemCode.PREFLIGHT_REFUSED);
            assertThat(problem.toException()).hasMessageContaining(missing);
            assertThat(lab.vm(VM).snapshots()).isEmpty();
            assertThat(lab.vm(VM).changeTrackingEnabled()).isFalse();
            assertThat(lab.engine.concerns("lab", lab.vm(VM).summary().id(), BackupOptions.usual()))
                    .extracting(concern -> concern.rule())
                    .contains(ConcernRule.PRIVILEGES_MISSING);
        }
    }
}
