package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.catalog.VCenterRow;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract of the engine itself, on the lab.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InProcessContractTest extends EngineContract {
    private LabHome lab;
    private MemorySecretStore secrets = new MemorySecretStore();
    private ObjectId vm = new ObjectId("none");
    private String called = LabHome.SMALL;

    @BeforeAll
    void startLab(@TempDir Path unused) throws Exception {
        lab = new LabHome(unused);
        NewVCenter added = vcenter("direct");
        VCenterRow row =
                new VCenterRow(
                        added.name(),
                        added.url(),
                        added.user(),
                        "sha256:" + lab.lab.certificateSha256(),
                        Optional.empty(),
                        Instant.EPOCH);
        try (VmSource source = new VsphereConnector().connect(row, added.password())) {
            vm = new VmName(LabHome.SMALL).find(source.inventory(), "direct").id();
        }
    }

    @AfterAll
    void stopLab() {
        lab.close();
    }

    @Override
    protected Engine open() throws Exception {
        hold();
        secrets = new MemorySecretStore();
        return LabHome.open(folder.resolve("home"), secrets);
    }

    /// Reads of disks are refused for a while, and tried again.
    private void hold() {
        lab.lab
                .faults()
                .add(FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(503)).always());
    }

    @Override
    protected void release() {
        lab.lab.faults().clear();
    }

    @AfterEach
    void restoreLab() throws Exception {
        lab.lab.restore();
    }

    @Override
    protected NewVCenter vcenter(String name) {
        return lab.vcenter(name);
    }

    @Override
    protected ObjectId vm() {
        return vm;
    }

    @Override
    protected void rename(String vcenter, ObjectId id, String name) {
        lab.lab.machines().rename(called, name);
        called = name;
    }

    @Override
    protected void complete(RunId run) throws Exception {
        lab.lab.faults().clear();
        assertThat(engine.awaitRun(run).problem()).isEmpty();
        hold();
    }

    @Override
    protected void assertTellsOfItself(About about) {
        assertThat(about.vcenter()).isTrue();
        assertThat(about.instanceUuid()).hasSize(36);
        assertThat(about.apiVersion()).startsWith("8.");
    }

    @Test
    void tellsWhenAVcenterThatIsKnownIsAway() throws Exception {
        engine.addVCenter(vcenter("vc1"));
        lab.lab.interrupt();
        assertThat(problemOf(() -> engine.testVCenter("vc1")).code())
                .isEqualTo(ProblemCode.VCENTER_UNREACHABLE);
        assertThat(engine.vcenters()).hasSize(1);
        lab.lab.restore();
        assertTellsOfItself(engine.testVCenter("vc1"));
    }

    @Test
    void keepsThePasswordInTheSecretStoreForAsLongAsItKnowsTheVcenter() throws Exception {
        assertThat(secrets.get("vcenter/vc1")).isEmpty();
        engine.addVCenter(vcenter("vc1"));
        assertThat(secrets.get("vcenter/vc1").orElseThrow().reveal()).isEqualTo(lab.lab.password());
        engine.removeVCenter("vc1");
        assertThat(secrets.get("vcenter/vc1")).isEmpty();
    }

    @Test
    void aVcenterThatIsAddedAnewIsTheNewOne() throws Exception {
        engine.addVCenter(vcenter("vc1"));
        assertThat(engine.inventory("vc1").vms()).isNotEmpty();
        engine.removeVCenter("vc1");
        try (LabHome other = new LabHome(folder.resolve("other"))) {
            engine.addVCenter(other.vcenter("vc1"));
            other.lab.interrupt();
            assertThat(problemOf(() -> engine.testVCenter("vc1")).code())
                    .isEqualTo(ProblemCode.VCENTER_UNREACHABLE);
        }
    }
}
