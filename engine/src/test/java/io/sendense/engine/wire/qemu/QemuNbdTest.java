package io.sendense.engine.wire.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.qemu.QemuNbdException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rows 1, 2 and 8 of what broke before: a process that was dead while its id was shown, a second
/// connection that waited in silence, processes and sockets that stayed.
@Tag("peers")
@Timeout(180)
class QemuNbdTest {
    @TempDir private Path folder;
    private QemuFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new QemuFixture(folder);
    }

    private QemuNbdException refused(QemuProgram program, ServedFile served) throws Exception {
        QemuNbdException failure =
                catchThrowableOfType(
                        QemuNbdException.class,
                        () ->
                                QemuNbd.start(
                                        program, served, fixture.records, InstantSource.system()));
        assertThat(failure).isNotNull();
        fixture.assertNothingIsLeft();
        return failure;
    }

    @Test
    void whatIsWrittenStandsInTheFileAndNothingElseIsLeft() throws Exception {
        try (QemuNbd child = fixture.start()) {
            assertThat(child.device().size()).isEqualTo(QemuFixture.SIZE);
            child.device().write(65536, ByteBuffer.wrap("here".getBytes()));
            child.device().zero(1 << 20, 65536, ZeroMode.MAY_DEALLOCATE);
            child.device().flush();
        }
        fixture.assertNothingIsLeft();
        PeerProcess.run("qemu-img", "check", fixture.file.toString());
        assertThat(
                        PeerProcess.run(
                                "qemu-io", "-r", "-c", "read -v 65536 4", fixture.file.toString()))
                .contains("here");
    }

    /// Row 1: the file was made after the start.
    @Test
    void withoutItsFileNothingIsStarted() throws Exception {
        Files.delete(fixture.file);
        assertThatThrownBy(fixture::start).isInstanceOf(NoSuchFileException.class);
        assertThat(fixture.records.written).isEmpty();
        fixture.assertNothingIsLeft();
    }

    /// Row 1: a process id was taken for life, and what was printed was thrown away.
    @Test
    void aProgramThatDiesAtOnceIsToldWithItsOwnWords() throws Exception {
        QemuNbdException failure =
                refused(fixture.script("echo 'no such luck' >&2", "exit 1"), fixture.served());
        assertThat(failure.reason()).isEqualTo(Reason.NOT_STARTED);
        assertThat(failure.exit()).contains(new ExitStatus(1));
        assertThat(failure.printed()).isEqualTo("no such luck");
        assertThat(failure).hasMessageContaining("exit code 1").hasMessageContaining("luck");
    }

    @Test
    void whatItPrintsIsBounded() throws Exception {
        QemuNbdException failure =
                refused(
                        fixture.script(
                                "head -c 3000000 /dev/zero | tr '\\0' x >&2",
                                "echo end >&2",
                                "exit 3"),
                        fixture.served());
        assertThat(failure.printed()).hasSizeLessThan(5000).endsWith("xxxend");
    }

    @Test
    void aFileThatIsNoImageIsToldInTheProgramsWords() throws Exception {
        Files.write(fixture.file, new byte[1 << 20]);
        QemuNbdException failure = refused(QemuFixture.real(), fixture.served());
        assertThat(failure.reason()).isEqualTo(Reason.NOT_STARTED);
        assertThat(failure.printed()).contains("not in qcow2 format");
    }

    @Test
    void aProgramThatNeverListensIsKilledWhenTheTimeIsOver() throws Exception {
        QemuNbdException failure =
                refused(
                        fixture.script("exec sleep 1000"),
                        fixture.served().withReadyTime(Duration.ofSeconds(2)));
        assertThat(failure.reason()).isEqualTo(Reason.NOT_READY);
    }

    @Test
    void aDiskOfAnotherSizeIsNotServed() throws Exception {
        ServedFile wrong =
                new ServedFile(
                        fixture.file,
                        QemuFixture.SIZE + 512,
                        "x",
                        fixture.sockets,
                        2,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60));
        assertThat(refused(QemuFixture.real(), wrong).reason()).isEqualTo(Reason.WRONG_SIZE);
    }

    @Test
    void aProgramThatIsNoQemuNbdIsNotTakenForOne() throws Exception {
        for (QemuProgram other :
                List.of(
                        fixture.script("echo 'GNU something 7.2'"),
                        fixture.script("echo 'qemu-nbd 7.2'", "exit 2"))) {
            assertThatThrownBy(() -> QemuProgram.at(other.file()))
                    .isInstanceOfSatisfying(
                            QemuNbdException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_QEMU_NBD));
        }
        assertThatThrownBy(() -> QemuProgram.at(folder.resolve("missing")))
                .isInstanceOfSatisfying(
                        QemuNbdException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_EXECUTABLE));
        assertThat(QemuFixture.real().version()).matches("\\d+\\.\\d+.*");
    }

    @Test
    void aFolderThatOthersCanEnterIsNotUsed() throws Exception {
        Files.setPosixFilePermissions(
                fixture.sockets,
                java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(fixture::start).hasMessageContaining("others can enter");
    }

    /// Row 2: the second connection waited without a word, as the server took one.
    @Test
    void asManyConnectionsAreServedAtOnceAsTheClientMakes() throws Exception {
        try (QemuNbd child =
                QemuNbd.start(
                        QemuFixture.real(),
                        fixture.served().withConnections(4),
                        fixture.records,
                        InstantSource.system())) {
            assertThat(arguments(child)).contains("--shared=4");
            int own = child.connections();
            List<NbdBlockDevice> others = new ArrayList<>();
            try {
                for (int i = own; i < 4; i++) {
                    others.add(
                            NbdBlockDevice.connect(
                                    child.uri(),
                                    NbdClientOptions.standard()
                                            .withConnectTime(Duration.ofSeconds(20))));
                }
                for (NbdBlockDevice other : others) {
                    other.read(0, ByteBuffer.allocate(512));
                }
            } finally {
                for (NbdBlockDevice other : others) {
                    other.close();
                }
            }
        }
        fixture.assertNothingIsLeft();
    }

    private static List<String> arguments(QemuNbd child) {
        return Arrays.asList(
                ProcessHandle.of(child.pid()).orElseThrow().info().arguments().orElseThrow());
    }

    @Test
    void itIsStartedWithWhatWasAgreedAndWithoutOurEnvironment() throws Exception {
        try (QemuNbd child = fixture.start()) {
            assertThat(arguments(child))
                    .contains(
                            "--persistent",
                            "--format=qcow2",
                            "--discard=unmap",
                            "--detect-zeroes=unmap",
                            "--export-name=run-1-disk-2000")
                    .endsWith("--", fixture.file.toString());
            assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/environ")))
                    .isEqualTo("LC_ALL=C\0");
        }
    }

    /// Its end is told at once, to whoever waits and to whoever writes.
    @Test
    void aServerThatIsKilledIsToldOfWithinTwoSeconds() throws Exception {
        QemuNbd child = fixture.start();
        child.device().write(0, ByteBuffer.wrap(new byte[65536]));
        QemuFixture.signal("KILL", child.pid());
        QemuNbdException why = child.lost().toCompletableFuture().get(2, TimeUnit.SECONDS);
        assertThat(why.reason()).isEqualTo(Reason.ENDED);
        assertThat(why.exit().orElseThrow()).hasToString("signal 9");
        assertThatThrownBy(() -> child.device().write(0, ByteBuffer.wrap(new byte[512])))
                .isInstanceOf(LastingFailureException.class)
                .hasCauseInstanceOf(QemuNbdException.class);
        assertThatThrownBy(child::close)
                .isInstanceOfSatisfying(
                        QemuNbdException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.ENDED));
        child.close();
        fixture.assertNothingIsLeft();
    }

    @Test
    void aServerThatDoesNotEndIsKilledAndItsFileNotTrusted() throws Exception {
        QemuNbd child =
                QemuNbd.start(
                        QemuFixture.real(),
                        fixture.served().withEndTime(Duration.ofSeconds(1)),
                        fixture.records,
                        InstantSource.system());
        QemuFixture.signal("STOP", child.pid());
        assertThatThrownBy(child::close)
                .isInstanceOfSatisfying(
                        QemuNbdException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_CLEAN));
        assertThat(child.lost().toCompletableFuture()).isNotDone();
        fixture.assertNothingIsLeft();
    }

    /// An interrupted run still gives everything back.
    @Test
    void anInterruptDoesNotKeepItFromBeingEnded() throws Exception {
        QemuNbd child = fixture.start();
        Thread.currentThread().interrupt();
        child.close();
        assertThat(Thread.interrupted()).isTrue();
        fixture.assertNothingIsLeft();

        Thread.currentThread().interrupt();
        assertThatThrownBy(fixture::start).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        fixture.assertNothingIsLeft();
    }
}
