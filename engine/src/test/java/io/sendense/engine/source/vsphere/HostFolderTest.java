package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.traffic.FileRequest;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VmSource.FrozenDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Disks come from the host that runs the VM where that can be had, and from the vCenter where not.
@Timeout(120)
class HostFolderTest {
    private static final int MIB = 1 << 20;

    /// On `esx11`.
    private static final String VM = "Kasse 1";

    private LabVCenter lab;
    private VsphereSource source;
    private FrozenVm frozen;
    private byte[] content;

    @BeforeEach
    void freeze() throws Exception {
        lab =
                LabVCenter.start(
                        LabOptions.standard(InstantSource.system())
                                .withTaskTime(Duration.ZERO)
                                .withGuestSteps(0));
        VsphereEndpoint endpoint =
                new VsphereEndpoint(
                        lab.url(),
                        lab.user(),
                        Secret.of(lab.password()),
                        new ServerTrust.Pin(new Fingerprint(lab.certificateSha256())),
                        VsphereLimits.usual().withRetry(Duration.ofSeconds(3)));
        source = VsphereSource.connect(endpoint, DiskWay.HOSTS);
        ObjectId id =
                source.inventory().vms().stream()
                        .filter(vm -> vm.name().equals(VM))
                        .findFirst()
                        .orElseThrow()
                        .id();
        ByteBuffer bytes = ByteBuffer.allocate(8 * MIB);
        lab.disks(VM).disks().getFirst().read(0, bytes);
        content = bytes.array();
        frozen =
                source.frozen(
                        id, source.createSnapshot(new SnapshotRequest(id, "frozen", "", false)));
        lab.traffic().forget();
    }

    @AfterEach
    void stop() {
        source.close();
        lab.close();
    }

    private FrozenDisk open() throws Exception {
        return source.open(frozen, frozen.disks().getFirst());
    }

    private void assertContent(BlockDevice device) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(content.length);
        device.read(0, bytes);
        assertThat(ByteBuffer.wrap(content).mismatch(bytes.clear())).isEqualTo(-1);
    }

    @Test
    void areReadFromTheHostWithATicketForEachRequest() throws Exception {
        lab.hosts().open();
        FaultRule tickets =
                FaultRule.on("AcquireGenericServiceTicket", new FaultAction.Delay(Duration.ZERO))
                        .always();
        lab.faults().add(tickets);
        FrozenDisk disk = open();
        assertThat(disk.transport()).isEqualTo("folder, host esx11.lab.invalid");
        try (BlockDevice device = disk.device()) {
            assertContent(device);
        }
        assertThat(lab.traffic().requests()).isEmpty();
        assertThat(lab.hosts().traffic().requests())
                .extracting(FileRequest::method)
                .contains("GET", "HEAD");
        // one more tells the certificate
        assertThat(lab.faults().matched(tickets))
                .isEqualTo(lab.hosts().traffic().requests().size() + 1);
    }

    private void assertReadFromTheVcenter() throws Exception {
        FrozenDisk disk = open();
        assertThat(disk.transport()).isEqualTo("folder");
        try (BlockDevice device = disk.device()) {
            assertContent(device);
        }
        assertThat(lab.traffic().requests()).isNotEmpty();
    }

    @Test
    void comeFromTheVcenterWhereTheHostCannotBeReached() throws Exception {
        assertReadFromTheVcenter();
        long before = System.nanoTime();
        assertReadFromTheVcenter();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("the host is left alone for a while")
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void comeFromTheVcenterWhereTheHostShowsAnotherCertificate() throws Exception {
        lab.hosts().openToImpostors();
        assertReadFromTheVcenter();
        assertThat(lab.hosts().traffic().requests()).as("nothing was asked of it").isEmpty();
    }

    @Test
    void comeFromTheVcenterWhereThatGivesNoTicket() throws Exception {
        lab.hosts().open();
        lab.faults()
                .add(
                        FaultRule.on(
                                        "AcquireGenericServiceTicket",
                                        new FaultAction.AnswerFault(
                                                SoapFault.invalidArgument("spec")))
                                .always());
        assertReadFromTheVcenter();
        assertThat(lab.hosts().traffic().requests()).isEmpty();
    }

    @Test
    void goOnFromTheVcenterWhereTheHostFailsInTheMiddle() throws Exception {
        lab.hosts().open();
        FrozenDisk disk = open();
        assertThat(disk.transport()).startsWith("folder, host");
        try (BlockDevice device = disk.device()) {
            device.read(0, ByteBuffer.allocate(2 * MIB));
            assertThat(lab.traffic().requests()).isEmpty();
            lab.faults()
                    .add(
                            FaultRule.on(
                                            FaultRule.HOST_FOLDER,
                                            new FaultAction.DropConnection(
                                                    FaultAction.Moment.UNDONE))
                                    .always());
            assertContent(device);
            assertThat(lab.traffic().requests()).isNotEmpty();
            lab.hosts().traffic().forget();
            assertContent(device);
            assertThat(lab.hosts().traffic().requests()).as("it is not asked again").isEmpty();
        }
        assertReadFromTheVcenter();
    }
}
