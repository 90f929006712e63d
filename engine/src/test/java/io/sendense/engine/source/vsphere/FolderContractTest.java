package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.LabCaller;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmSource.FrozenDisk;
import io.sendense.engine.source.vsphere.transport.DiskTransportContract;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The `folder` transport, for disks of one flat file and for redo logs of both formats.
class FolderContractTest {
    private static final int MIB = 1 << 20;

    abstract static class OverLab extends DiskTransportContract {
        private final String name;
        private final String encoded;
        private final int users;
        private final String ending;
        private final DiskWay way;
        private LabVCenter lab;
        private VsphereSource source;
        private FrozenVm vm;
        private Frozen frozen;

        /// @param users how many snapshots of a user lie below ours
        /// @param ending of the files with the data above the base
        OverLab(String name, String encoded, int users, String ending, DiskWay way) {
            this.name = name;
            this.encoded = encoded;
            this.users = users;
            this.ending = ending;
            this.way = way;
        }

        @BeforeEach
        void freeze() throws Exception {
            lab =
                    LabVCenter.start(
                            LabOptions.standard(InstantSource.system())
                                    .withTaskTime(Duration.ZERO)
                                    .withGuestSteps(0));
            source =
                    VsphereSource.connect(
                            new VsphereEndpoint(
                                    lab.url(),
                                    lab.user(),
                                    Secret.of(lab.password()),
                                    new ServerTrust.Pin(new Fingerprint(lab.certificateSha256())),
                                    VsphereLimits.usual().withRetry(Duration.ofSeconds(3))),
                            way);
            if (way == DiskWay.HOSTS) {
                lab.hosts().open();
            }
            LabDisk disk = lab.disks(name).disks().getFirst();
            LabCaller user = new LabCaller(lab).loggedIn();
            Random random = new Random(5);
            for (int i = 0; i < users; i++) {
                scribble(disk, random);
                user.snapshot(user.machine(encoded), "level " + i);
            }
            scribble(disk, random);
            byte[] start = read(disk, 0, 24 * MIB);
            byte[] end = read(disk, disk.capacityBytes() - MIB, MIB);
            ObjectId id =
                    source.inventory().vms().stream()
                            .filter(found -> found.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .id();
            vm =
                    source.frozen(
                            id,
                            source.createSnapshot(
                                    new SnapshotRequest(id, "frozen", "by a test", false)));
            scribble(disk, random);
            VirtualDisk first = vm.disks().getFirst();
            List<String> files = new ArrayList<>();
            files.add("-flat.vmdk");
            files.add(ending);
            frozen = new Frozen(first.label(), first.capacityBytes(), files, start, end);
            assertThat(first.parentFiles() > 0).isEqualTo(!ending.equals("-flat.vmdk"));
            lab.traffic().forget();
        }

        private static byte[] read(LabDisk disk, long offset, int length) {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            disk.read(offset, bytes);
            return bytes.array();
        }

        private static void scribble(LabDisk disk, Random random) {
            for (int i = 0; i < 60; i++) {
                byte[] bytes = new byte[512 * (1 + random.nextInt(300))];
                random.nextBytes(bytes);
                disk.write(random.nextInt(24 * MIB - bytes.length), ByteBuffer.wrap(bytes));
                disk.zero(random.nextInt(23 * MIB), random.nextInt(MIB));
            }
            disk.write(disk.capacityBytes() - 700, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }

        @AfterEach
        void stop() {
            source.close();
            lab.close();
        }

        @Override
        protected Frozen frozen() {
            return frozen;
        }

        @Override
        protected BlockDevice open() throws Exception {
            FrozenDisk opened = source.open(vm, vm.disks().getFirst());
            if (way == DiskWay.HOSTS) {
                assertThat(opened.transport()).startsWith("folder, host esx");
            } else {
                assertThat(opened.transport()).isEqualTo("folder");
            }
            return opened.device();
        }

        @Override
        protected void silence() {
            add(new FaultAction.Delay(Duration.ofSeconds(20)), Integer.MAX_VALUE);
        }

        @Override
        protected void refuse() {
            add(new FaultAction.AnswerStatus(404), Integer.MAX_VALUE);
        }

        @Override
        protected void cut() {
            add(new FaultAction.ShortRead(100_000), 12);
        }

        int mostAtOnceInOneRead(BlockDevice device, int length) throws Exception {
            add(new FaultAction.Delay(Duration.ofMillis(20)), Integer.MAX_VALUE);
            lab.traffic().forget();
            device.read(0, ByteBuffer.allocate(length));
            return lab.traffic().mostAtOnce();
        }

        private void add(FaultAction action, int times) {
            lab.faults().add(FaultRule.on(FaultRule.FOLDER, action).times(times));
            lab.faults().add(FaultRule.on(FaultRule.HOST_FOLDER, action).times(times));
        }

        @Override
        protected void heal() {
            lab.faults().clear();
        }
    }

    @Nested
    class Flat extends OverLab {
        Flat() {
            super("web/api", "web%2fapi", 0, "-flat.vmdk", DiskWay.SERVER);
        }
    }

    /// VMFS 5; a snapshot of a user is there already.
    @Nested
    class VmfsSparse extends OverLab {
        VmfsSparse() {
            super("with-user-snapshot", "with-user-snapshot", 2, "-delta.vmdk", DiskWay.SERVER);
        }

        /// The engine counts on it where it bounds what is under way at a host.
        @Test
        void oneReadHasFewRequestsUnderWayAtOnce() throws Exception {
            try (BlockDevice device = open()) {
                assertThat(mostAtOnceInOneRead(device, 8 * MIB)).isBetween(2, 4);
            }
        }
    }

    /// VMFS 6.
    @Nested
    class SeSparse extends OverLab {
        SeSparse() {
            super("web/api", "web%2fapi", 3, "-sesparse.vmdk", DiskWay.SERVER);
        }
    }

    /// With tickets, from the host that runs the VM; where that fails, the vCenter fails too.
    @Nested
    class SeSparseFromTheHost extends OverLab {
        SeSparseFromTheHost() {
            super("web/api", "web%2fapi", 2, "-sesparse.vmdk", DiskWay.HOSTS);
        }
    }
}
