package io.sendense.engine.source.vsphere.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each disk goes the first way that is open to it; a way that fails is not gone around.
class DiskTransportsTest {
    private final List<String> told = new ArrayList<>();

    /// A way for disks of one backing.
    private final class Way implements DiskTransport {
        private final String name;
        private final DiskBacking open;
        private boolean fails;

        Way(String name, DiskBacking open) {
            this.name = name;
            this.open = open;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public OpenedDisk open(DiskToOpen disk) throws IOException {
            told.add(name);
            if (fails) {
                throw new IOException(name + " is down");
            }
            if (disk.disk().backing() != open) {
                throw new UnsupportedDiskException(Causes.technical("only for " + open));
            }
            return new OpenedDisk(
                    new MemoryBlockDevice(512), name + ", a place", List.of(disk.disk().file()), 1);
        }

        @Override
        public void close() {
            told.add(name + " closed");
        }
    }

    private final Way one = new Way("one", DiskBacking.FLAT);
    private final Way other = new Way("other", DiskBacking.RAW_VIRTUAL);
    private final DiskTransports both = new DiskTransports(List.of(one, other));

    private static DiskToOpen disk(DiskBacking backing) {
        VirtualDisk disk =
                new VirtualDisk(
                        2000,
                        "Hard disk 1",
                        "SCSI 0",
                        1000,
                        0,
                        512,
                        new DatastorePath("store", "vm/vm.vmdk"),
                        backing,
                        DiskMode.PERSISTENT,
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        0);
        FrozenVm vm =
                new FrozenVm(new ObjectId("vm-1"), new ObjectId("snapshot-1"), List.of(disk), "");
        return new DiskToOpen(vm, disk, Optional.empty(), Optional.empty());
    }

    @Test
    void eachDiskGoesTheFirstWayThatIsOpenToIt() throws Exception {
        assertThat(both.open(disk(DiskBacking.FLAT)).transport()).isEqualTo("one, a place");
        assertThat(both.open(disk(DiskBacking.RAW_VIRTUAL)).transport())
                .isEqualTo("other, a place");
        assertThat(told).containsExactly("one", "one", "other");
    }

    @Test
    void aDiskWithoutAWayIsRefusedWithTheReasonsOfAll() {
        var refusal =
                catchThrowableOfType(
                        UnsupportedDiskException.class, () -> both.open(disk(DiskBacking.UNKNOWN)));
        assertThat(refusal).hasMessage("one: only for FLAT other: only for RAW_VIRTUAL");
    }

    @Test
    void aWayThatFailsIsNotGoneAround() {
        one.fails = true;
        assertThatThrownBy(() -> both.open(disk(DiskBacking.RAW_VIRTUAL)))
                .hasMessage("one is down");
        assertThat(told).containsExactly("one");
    }

    @Test
    void allAreClosedTogether() {
        both.close();
        assertThat(told).containsExactly("one closed", "other closed");
    }
}
