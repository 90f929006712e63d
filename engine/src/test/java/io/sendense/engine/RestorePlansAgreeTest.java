package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.vsphere.VsphereEndpoint;
import io.sendense.engine.source.vsphere.VsphereSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a restore would change is the same before a backup and in the restore point it made.
@Timeout(180)
class RestorePlansAgreeTest {
    @TempDir private static Path folder;
    private static LabEngine lab;

    @BeforeAll
    static void start() throws Exception {
        lab = LabEngine.start(folder, options -> options);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static RestorePlan live(ObjectId vm) throws Exception {
        VsphereEndpoint endpoint =
                VsphereEndpoint.of(
                        URI.create(lab.lab.url().toString()),
                        lab.lab.user(),
                        Secret.of(lab.lab.password()),
                        new ServerTrust.Pin(new Fingerprint(lab.lab.certificateSha256())));
        try (VmSource source = VsphereSource.connect(endpoint)) {
            return RestorePlan.of(source.condition(vm).configuration().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-bench", "win11-sealed", "logs-independent", "old-fileserver"})
    void ofTheLivingVmAndOfItsPoint(String name) throws Exception {
        ObjectId vm = lab.vm(name).summary().id();
        RestorePlan before = live(vm);
        RunView run = lab.backup(name);
        assertThat(run.problem()).isEmpty();
        RestorePlan stored = lab.engine.restorePlan(run.point().orElseThrow());
        assertThat(stored).isEqualTo(before);
        assertThat(live(vm)).isEqualTo(before);
        List<Concern> concerns = lab.engine.concerns("lab", vm, BackupOptions.usual());
        assertThat(concerns).containsAll(stored.concerns());
        assertThat(concerns).as("said once").doesNotHaveDuplicates();
    }

    @Test
    void aVmWithOddDevicesIsToldOfEach() throws Exception {
        assertThat(live(lab.vm("test-bench").summary().id()).concerns())
                .extracting(Concern::rule)
                .containsExactly(
                        ConcernRule.OPTIONS_BOUND,
                        ConcernRule.DEVICE_IMAGE,
                        ConcernRule.DEVICE_PORT,
                        ConcernRule.DEVICE_PASSTHROUGH,
                        ConcernRule.DEVICE_VGPU,
                        ConcernRule.DEVICE_USB,
                        ConcernRule.DEVICE_SRIOV);
    }

    @Test
    void aConfigurationThatIsNotTheStoredOneIsRefused() throws Exception {
        RunView run = lab.backup("web/api");
        String id = run.point().orElseThrow();
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            Path file = point.folder().resolve("config.xml");
            Files.writeString(file, "<config/>");
            assertDamaged(id, "SHA-256");
            Files.delete(file);
            assertDamaged(id, "config.xml is missing");
        }
    }

    private static void assertDamaged(String point, String because) {
        assertThatThrownBy(() -> lab.engine.restorePlan(point))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.POINT_DAMAGED))
                .hasMessageContaining(because);
    }
}
