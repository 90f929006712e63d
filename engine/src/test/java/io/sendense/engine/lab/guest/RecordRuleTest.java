package io.sendense.engine.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.lab.content.BytesAt;
import io.sendense.engine.lab.storage.DiskContent;
import io.sendense.engine.lab.storage.DiskSpec;
import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.LabStorage;
import io.sendense.engine.lab.storage.MachineDisks;
import io.sendense.engine.lab.storage.StorageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordRuleTest {
    @TempDir Path directory;

    private LabStorage storage;
    private MachineDisks disks;
    private LabDisk following;
    private LabDisk leading;

    @BeforeEach
    void createDisks() {
        storage = new LabStorage(directory, StorageLimits.standard());
        disks =
                storage.create(
                        List.of(
                                new DiskSpec(2000, 102L << 30, DiskContent.DATABASE_SYSTEM, 1),
                                new DiskSpec(2001, 5L << 30, DiskContent.DATABASE_DATA, 2)));
        following = disks.disk(2000).orElseThrow();
        leading = disks.disk(2001).orElseThrow();
    }

    @AfterEach
    void removeDisks() {
        disks.close();
        storage.close();
    }

    private RecordRule check(FrozenMachine followingAt, FrozenMachine leadingAt)
            throws IOException {
        return RecordRule.check(
                followingAt.disks().get(2000)::read, leadingAt.disks().get(2001)::read);
    }

    private static void awaitSteps(LiveGuest guest, long more) throws InterruptedException {
        long until = guest.steps() + more;
        for (int i = 0; i < 10_000 && guest.steps() < until; i++) {
            Thread.sleep(1);
        }
        assertThat(guest.steps()).isGreaterThanOrEqualTo(until);
    }

    @Test
    void holdsForEverySnapshotOfBothDisksAtOnce() throws Exception {
        try (LiveGuest guest =
                LiveGuest.start("pgtest1", 100_000, new RecordWrites(following, leading))) {
            long last = 0;
            for (int i = 0; i < 40; i++) {
                try (FrozenMachine both = disks.freeze("s" + i)) {
                    RecordRule rule = check(both, both);
                    assertThat(rule.holds()).as(rule.toString()).isTrue();
                    assertThat(rule.leading().last()).isGreaterThanOrEqualTo(last);
                    last = rule.leading().last();
                }
                awaitSteps(guest, 1);
            }
            assertThat(last).isPositive();
        }
    }

    @Test
    void isViolatedWhereTheLeadingDiskIsFrozenFirst() throws Exception {
        try (LiveGuest guest =
                LiveGuest.start("pgtest1", 2_000, new RecordWrites(following, leading))) {
            awaitSteps(guest, 3);
            FrozenMachine leadingFirst = disks.freezeOnly("one", 2001);
            awaitSteps(guest, 3);
            FrozenMachine followingThen = disks.freezeOnly("two", 2000);
            RecordRule rule = check(followingThen, leadingFirst);
            assertThat(rule.holds()).as(rule.toString()).isFalse();
            assertThat(rule.following().last()).isGreaterThan(rule.leading().last());
        }
    }

    @Test
    void isViolatedWhereTheFollowingDiskIsFrozenFirst() throws Exception {
        try (LiveGuest guest =
                LiveGuest.start("pgtest1", 2_000, new RecordWrites(following, leading))) {
            awaitSteps(guest, 3);
            FrozenMachine followingFirst = disks.freezeOnly("one", 2000);
            awaitSteps(guest, 4);
            FrozenMachine leadingThen = disks.freezeOnly("two", 2001);
            RecordRule rule = check(followingFirst, leadingThen);
            assertThat(rule.holds()).as(rule.toString()).isFalse();
            assertThat(rule.leading().last()).isGreaterThan(rule.following().last() + 1);
        }
    }

    @Test
    void holdsForDisksWithoutAnyRecord() throws IOException {
        RecordRule rule = RecordRule.check(following::read, leading::read);
        assertThat(rule.holds()).isTrue();
        assertThat(rule.leading().last()).isZero();
    }

    @Test
    void goesOnWhereTheDisksStandAfterAPowerLossBetweenTheTwoWrites() throws IOException {
        RecordWrites before = new RecordWrites(following, leading);
        for (int i = 0; i < 2500; i++) {
            before.step();
        }
        long start = RecordLog.partition(leading::read).offset();
        leading.write(start + RecordFormat.offset(2501), RecordFormat.encoded(2501));
        RecordRule torn = RecordRule.check(following::read, leading::read);
        assertThat(torn.holds()).as(torn.toString()).isTrue();
        assertThat(torn.leading().last()).isEqualTo(2501);
        assertThat(torn.following().last()).isEqualTo(2500);

        new RecordWrites(following, leading).step();
        RecordRule after = RecordRule.check(following::read, leading::read);
        assertThat(after.holds()).as(after.toString()).isTrue();
        assertThat(after.following().last()).isEqualTo(2502);
    }

    @Test
    void seesARecordThatIsMissingFromTheMiddleOfALog() throws IOException {
        RecordWrites guest = new RecordWrites(following, leading);
        for (int i = 0; i < 1500; i++) {
            guest.step();
        }
        long start = RecordLog.partition(following::read).offset();
        following.write(start + RecordFormat.offset(1200), ByteBuffer.wrap(new byte[] {1}));
        RecordRule rule = RecordRule.check(following::read, leading::read);
        assertThat(rule.holds()).isFalse();
        assertThat(rule.following().faults()).hasSize(1);
        assertThat(rule.toString()).contains("slot of record 1200");
    }

    @Test
    void refusesADiskWithoutARecordLog() {
        BytesAt zeroes = (_, target) -> target.position(target.limit());
        assertThatThrownBy(() -> RecordRule.check(zeroes, leading::read))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("records");
    }
}
