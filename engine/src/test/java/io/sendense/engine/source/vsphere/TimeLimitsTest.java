package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.TlsServer;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.security.TestIdentity;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Servers that take connections and say nothing, or not enough: every call ends within the limits
/// it was given.
@Timeout(120)
class TimeLimitsTest extends LabSource {
    private static final Duration WHOLE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /// A thread that has to wait for one of two shared processors.
    private static final Duration SLACK = Duration.ofSeconds(4);

    private static final Duration FOREVER = Duration.ofHours(1);

    private static VsphereLimits limits() {
        VsphereLimits usual = VsphereLimits.usual();
        return new VsphereLimits(
                new VsphereLimits.CallLimits(
                        Duration.ofSeconds(1),
                        WHOLE,
                        Duration.ofMinutes(5),
                        RETRY,
                        usual.calls().answerBytes(),
                        usual.calls().pageObjects()),
                usual.tasks(),
                new VsphereLimits.DiskLimits(SILENCE, RETRY, MIB, 8, 32));
    }

    /// How a server fails to answer.
    private enum Silence {
        AFTER_THE_REQUEST {
            @Override
            void answer(Exchange exchange) throws InterruptedException {
                Thread.sleep(FOREVER);
            }
        },
        IN_MID_ANSWER {
            @Override
            void answer(Exchange exchange) throws IOException, InterruptedException {
                try (OutputStream body = exchange.respond(200, Map.of(), 1000L)) {
                    body.write(new byte[10]);
                    body.flush();
                    Thread.sleep(FOREVER);
                }
            }
        },
        A_BYTE_NOW_AND_THEN {
            @Override
            void answer(Exchange exchange) throws IOException, InterruptedException {
                try (OutputStream body = exchange.respond(200, Map.of(), 1_000_000L)) {
                    while (true) {
                        body.write(' ');
                        body.flush();
                        Thread.sleep(50);
                    }
                }
            }
        };

        abstract void answer(Exchange exchange) throws IOException, InterruptedException;
    }

    private static VsphereSource source(int port, TestIdentity identity) throws Exception {
        return VsphereSource.connect(
                new VsphereEndpoint(
                        URI.create("https://localhost:" + port + "/sdk"),
                        "user",
                        Secret.of("password"),
                        new ServerTrust.Pin(identity.fingerprint()),
                        limits()));
    }

    /// Fails as unreachable within `most`; closing the source takes no longer.
    private static void assertUnreachable(VsphereSource source, Duration most) {
        long before = System.nanoTime();
        try (source) {
            EngineException failure = failureOf(source::about);
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.VCENTER_UNREACHABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(most);
            before = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SLACK);
    }

    @Test
    void aServerThatNeverBeginsTls() throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertUnreachable(
                    source(listener.getLocalPort(), TestIdentity.selfSigned("localhost")),
                    WHOLE.plus(SLACK));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatStaysSilent(Silence silence) throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("localhost");
        try (var server = TlsServer.start(0, identity.serverContext(), silence::answer)) {
            assertUnreachable(source(server.port(), identity), WHOLE.plus(SLACK));
        }
    }

    @Test
    void aServerThatFallsSilentAfterTheLogin() throws Exception {
        try (VsphereSource connected = connect(limits())) {
            assertThat(connected.inventory().vms()).isNotEmpty();
            lab.faults()
                    .add(
                            FaultRule.on("RetrievePropertiesEx", new FaultAction.Delay(FOREVER))
                                    .always());
            long before = System.nanoTime();
            EngineException failure = failureOf(connected::inventory);
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.VCENTER_UNREACHABLE);
            assertThat(failure).hasMessageContaining("No whole answer came within 1.0 s");
            // repeated for the time of retrying, which counts from the first failure
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(WHOLE.plus(RETRY), WHOLE.plus(RETRY).plus(WHOLE).plus(SLACK));
        }
    }

    @Test
    void aFileServerThatFallsSilentInMidDisk() throws Exception {
        try (Frozen frozen = freeze(SMALL);
                VsphereSource connected = connect(limits())) {
            VirtualDisk disk = frozen.disk();
            try (BlockDevice device = connected.open(frozen.vm(), disk).device()) {
                ByteBuffer buffer = ByteBuffer.allocate(4 * MIB);
                device.read(0, buffer);
                lab.faults().add(silentFolder());
                long before = System.nanoTime();
                assertThatThrownBy(() -> device.read(0, ByteBuffer.allocate(4 * MIB)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("No byte came for 3.0 s")
                        .hasMessageContaining("Kasse 1-flat.vmdk");
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isBetween(RETRY, SILENCE.plus(RETRY).plus(SILENCE).plus(SLACK));
            }
        }
    }

    @Test
    void aFileServerThatIsSilentFromTheStart() throws Exception {
        try (Frozen frozen = freeze(SMALL);
                VsphereSource connected = connect(limits())) {
            assertThat(connected.about().vcenter()).isTrue();
            lab.faults().add(silentFolder());
            long before = System.nanoTime();
            EngineException failure = failureOf(() -> connected.open(frozen.vm(), frozen.disk()));
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.DISK_READ_FAILED);
            assertThat(failure).hasMessageContaining("No whole answer came within 1.0 s");
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(WHOLE.plus(RETRY), WHOLE.plus(RETRY).plus(WHOLE).plus(SLACK));
        }
    }

    private static FaultRule silentFolder() {
        return FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(FOREVER)).always();
    }

    @Test
    void theUsualLimitsAreStated() {
        VsphereLimits usual = VsphereLimits.usual();
        // a source that is not logged in: one call; one that is: the retries, too
        assertThat(usual.calls().whole()).isEqualTo(Duration.ofMinutes(2));
        assertThat(usual.calls().retry()).isEqualTo(Duration.ofMinutes(1));
        assertThat(usual.disks().silence()).isEqualTo(Duration.ofSeconds(30));
        assertThat(usual.disks().retry()).isEqualTo(Duration.ofMinutes(1));
        assertThat(usual.calls().keepAlive()).isLessThan(Duration.ofMinutes(10));
    }
}
