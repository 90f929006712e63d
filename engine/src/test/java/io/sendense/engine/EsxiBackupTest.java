package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.storage.MachineDisks;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSummary;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole engine on a host that no vCenter manages.
@Timeout(120)
class EsxiBackupTest {
    private static final String VM = "Kasse 1";
    private static final int KEY = 16000;

    @TempDir private Path folder;

    private LabEngine start() throws Exception {
        return LabEngine.start(
                folder, options -> options.withGuestSteps(0).withProduct(Product.ESXI));
    }

    @Test
    void isTestedAndItsInventoryIsRead() throws Exception {
        try (LabEngine lab = start()) {
            About about = lab.engine.testVCenter("lab");
            assertThat(about.vcenter()).isFalse();
            assertThat(about.fullName()).contains("ESXi");
            assertThat(about.instanceUuid()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(about.restrictedLicense()).isEmpty();
            Inventory inventory = lab.engine.inventory("lab");
            assertThat(inventory.vms()).extracting(VmSummary::name).contains(VM, "web/api");
            assertThat(inventory.vms())
                    .allSatisfy(vm -> assertThat(vm.id().value()).matches("[0-9]+"));
            assertThat(inventory.containers())
                    .filteredOn(container -> container.kind() == ContainerKind.DATACENTER)
                    .extracting(Container::name)
                    .containsExactly("ha-datacenter");
            assertThat(inventory.containers())
                    .filteredOn(container -> container.kind() == ContainerKind.HOST)
                    .hasSize(1);
            VirtualMachine vm = lab.vm(VM);
            assertThat(vm.datacenter()).contains("ha-datacenter");
        }
    }

    @Test
    void isBackedUpInFullAndIncrementallyByteForByte() throws Exception {
        try (LabEngine lab = start()) {
            RunView full = lab.backup(VM);
            assertWhole(lab, full);
            assertThat(full.disks().getFirst().mode()).contains(ReadMode.FULL);
            write(lab.lab.disks(VM));
            RunView next = lab.backup(VM);
            assertWhole(lab, next);
            assertThat(next.disks().getFirst().mode()).contains(ReadMode.INCREMENTAL);
            assertThat(next.disks().getFirst().plannedBytes()).isLessThan(8 << 20);
            // a folder of the repository begins with the host's own uuid
            String uuid = lab.engine.testVCenter("lab").instanceUuid().substring(0, 8);
            assertThat(lab.engine.points())
                    .hasSize(2)
                    .allSatisfy(
                            point -> assertThat(point.disks().getFirst().layer()).contains(uuid));
        }
    }

    private static void write(MachineDisks disks) throws Exception {
        long seed = System.nanoTime();
        byte[] noise = new byte[1 << 20];
        new Random(seed).nextBytes(noise);
        disks.disk(KEY).orElseThrow().write(3L << 20, ByteBuffer.wrap(noise));
        disks.disk(KEY).orElseThrow().write(500L << 20, ByteBuffer.wrap(noise));
    }

    private static void assertWhole(LabEngine lab, RunView run) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(lab.vm(VM).snapshots()).isEmpty();
        try (Repository repository = lab.repository()) {
            assertThat(
                            LabEngine.difference(
                                    LabEngine.point(repository, run), KEY, lab.frozen(VM, KEY)))
                    .isEmpty();
        }
    }
}
