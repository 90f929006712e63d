package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.source.inventory.SnapshotNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sessions that would end of idleness, by a clock that is put forward.
@Timeout(60)
class KeepAliveTest extends LabSource {
    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T00:00:00Z"));

    @Override
    LabOptions options() {
        LabOptions usual = LabOptions.standard(now::get);
        return usual.withTaskTime(Duration.ofMillis(20)).withGuestSteps(0);
    }

    private void minutesPass(int minutes) {
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(minutes)));
    }

    private void awaitOneMore(FaultRule calls) throws InterruptedException {
        int before = lab.faults().matched(calls);
        while (lab.faults().matched(calls) < before + 2) { // the first may have begun before
            Thread.sleep(10);
        }
    }

    @Test
    void aSessionLivesThroughHoursWithoutACall() throws Exception {
        FaultRule logins = counting("Login");
        FaultRule kept = counting("CurrentTime");
        VsphereLimits often = VsphereLimits.usual().withKeepAlive(Duration.ofMillis(50));
        try (VsphereSource connected = connect(often)) {
            assertThat(connected.about().vcenter()).isTrue();
            for (int i = 0; i < 6; i++) {
                minutesPass(25);
                awaitOneMore(kept);
            }
            assertThat(connected.inventory().vms()).isNotEmpty();
            assertThat(lab.faults().matched(logins)).isEqualTo(1);
        }
    }

    @Test
    void withoutItTheSessionEndsAndTheNextCallLogsIn() throws Exception {
        FaultRule logins = counting("Login");
        try (VsphereSource connected = connect(VsphereLimits.usual().withKeepAlive(NEVER))) {
            assertThat(connected.about().vcenter()).isTrue();
            minutesPass(31);
            assertThat(connected.inventory().vms()).isNotEmpty();
            assertThat(lab.faults().matched(logins)).isEqualTo(2);
        }
    }

    @Test
    void itLogsInAgainByItselfWhenTheServerForgot() throws Exception {
        FaultRule logins = counting("Login");
        FaultRule kept = counting("CurrentTime");
        VsphereLimits often = VsphereLimits.usual().withKeepAlive(Duration.ofMillis(50));
        try (VsphereSource connected = connect(often)) {
            assertThat(connected.about().vcenter()).isTrue();
            lab.expireSessions();
            awaitOneMore(kept);
            awaitOneMore(kept);
            assertThat(lab.faults().matched(logins)).isEqualTo(2);
            assertThat(lab.sessionCount()).isEqualTo(1);
        }
    }

    /// Reading files does not renew a session.
    @Test
    void aReadGoesOnAfterTheSessionEndedInMidDisk() throws Exception {
        try (Frozen frozen = freeze(SMALL);
                VsphereSource connected = connect(VsphereLimits.usual().withKeepAlive(NEVER));
                BlockDevice expected = frozen.open();
                BlockDevice device = connected.open(frozen.vm(), frozen.disk()).device()) {
            FaultRule logins = counting("Login");
            ByteBuffer ours = ByteBuffer.allocate(4 * MIB);
            ByteBuffer theirs = ByteBuffer.allocate(4 * MIB);
            for (int piece = 0; piece < 8; piece++) {
                long at = piece * 8L * MIB;
                device.read(at, ours.clear());
                expected.read(at, theirs.clear());
                assertThat(ours.flip().mismatch(theirs.flip())).as("at %d", at).isNegative();
                minutesPass(16);
            }
            // 128 minutes of sessions that last 30: by both sources
            assertThat(lab.faults().matched(logins)).isBetween(4, 12);
            assertThat(connected.snapshots(frozen.id()))
                    .extracting(SnapshotNode::id)
                    .containsExactly(frozen.vm().snapshot());
        }
    }
}
