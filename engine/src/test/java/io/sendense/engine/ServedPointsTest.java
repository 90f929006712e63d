package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.engine.repository.point.LayerImages;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunView;
import io.sendense.engine.serve.AttachCommand;
import io.sendense.engine.serve.ServePlace;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedDisk;
import io.sendense.engine.serve.ServedPoint;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Restore points served over NBD by the whole engine, and read by programs that nobody here wrote.
@Tag("peers")
@Timeout(300)
class ServedPointsTest {
    private static final String VM = "pgtest1";

    @TempDir private Path folder;
    private LabEngine lab;
    private RunView run;

    /// A full and an incremental of a VM with two disks whose guest went on writing.
    @BeforeEach
    void backUp() throws Exception {
        lab = LabEngine.start(folder, options -> options.withGuestSteps(100));
        assertThat(lab.backup(VM).state().succeeded()).isTrue();
        run = lab.backup(VM);
        assertThat(run.state().succeeded()).isTrue();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private String point() {
        return run.point().orElseThrow();
    }

    private static ProblemCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(EngineException.class, call).problem().code();
    }

    @Test
    void clientsReadWhatWasFrozenAndExportedAndNothingElse() throws Exception {
        ServedPoint served = lab.engine.serve(ServeRequest.of(VM + "@latest"));
        assertThat(served.network()).isFalse();
        assertThat(served.place()).startsWith("127.0.0.1:");
        assertThat(served.disks())
                .extracting(ServedDisk::export)
                .containsExactly(point() + "-disk-2000", point() + "-disk-2001");
        assertThat(PeerProcess.run("nbdinfo", "--list", "nbd://" + served.place()))
                .contains(point() + "-disk-2000", point() + "-disk-2001", "is_read_only: true");

        List<FutureTask<Void>> readers = new ArrayList<>();
        for (ServedDisk disk : served.disks()) {
            readers.add(new FutureTask<>(() -> assertSame(disk)));
            readers.add(new FutureTask<>(() -> assertSameAsExported(disk)));
        }
        readers.forEach(reader -> Thread.ofPlatform().start(reader));
        for (FutureTask<Void> reader : readers) {
            reader.get(240, TimeUnit.SECONDS);
        }
        assertThat(lab.engine.served())
                .singleElement()
                .satisfies(now ->
                        assertThat(now.disks())
                                .allSatisfy(disk -> {
                                    assertThat(disk.problem()).isEmpty();
                                    assertThat(disk.readBytes()).isPositive();
                                }));
    }

    /// `qemu-img` compares over NBD, reading only what is told to be data.
    private Void assertSame(ServedDisk disk) throws Exception {
        Path frozen = lab.frozen(VM, disk.key());
        assertThat(Files.size(frozen)).isEqualTo(disk.capacityBytes());
        PeerProcess.run(
                "qemu-img", "compare", "-f", "raw", "-F", "raw", disk.uri(), frozen.toString());
        return null;
    }

    /// `nbdcopy` writes a file of its own, with several connections.
    private Void assertSameAsExported(ServedDisk disk) throws Exception {
        Path exported = folder.resolve("exported-" + disk.key() + ".raw");
        Path copied = folder.resolve("copied-" + disk.key() + ".raw");
        lab.engine.export(
                new ExportRequest(point(), disk.key(), ExportFormat.RAW, exported), Progress.NONE);
        PeerProcess.run("nbdcopy", disk.uri(), copied.toString());
        PeerProcess.run(
                "qemu-img",
                "compare",
                "-f",
                "raw",
                "-F",
                "raw",
                exported.toString(),
                copied.toString());
        return null;
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        ServedPoint served = lab.engine.serve(ServeRequest.of(point()));
        String uri = served.disks().getFirst().uri();
        assertThat(PeerProcess.runToAnyEnd("qemu-io", "-f", "raw", "-c", "write 0 4096", uri))
                .containsAnyOf("read-only", "Read-only", "Permission denied")
                .doesNotContain("wrote");
        String forced =
                PeerProcess.run(
                        "nbdsh",
                        "-u",
                        uri,
                        "-c",
                        "h.set_strict_mode(0)",
                        "-c",
                        """
                        try:
                            h.pwrite(bytes(512), 0)
                            print("written")
                        except nbd.Error as e:
                            print("errno", e.errno)
                        """);
        assertThat(forced).contains("errno EPERM");
        assertThat(lab.engine.verify(point(), Progress.NONE).sound()).isTrue();
    }

    @Test
    void aDamagedClusterIsAnErrorAndAProblemAndTheRestIsRight() throws Exception {
        RestorePoint stored = LabEngine.point(lab.repository(), run);
        PointLayer full = stored.chain(2001).layers().getLast();
        assertThat(full.disk().parent()).isEmpty();
        long offset = damage(full);
        ServedPoint served =
                lab.engine.serve(
                        new ServeRequest(
                                point(), List.of(2001), ServePlace.anyPort(), Optional.empty()));
        String uri = served.disks().getFirst().uri();
        assertThat(
                        PeerProcess.runToAnyEnd(
                                "qemu-io", "-r", "-f", "raw", "-c", "read " + offset + " 512", uri))
                .contains("Input/output error");
        Path copy = folder.resolve("copy.raw");
        PeerProcess.runExpecting(1, "nbdcopy", uri, copy.toString());
        ServedDisk disk = lab.engine.served().getFirst().disks().getFirst();
        assertThat(disk.problem().orElseThrow().code()).isEqualTo(ProblemCode.POINT_DAMAGED);
        assertThat(disk.problem().orElseThrow().toString())
                .contains("at offset " + offset / 65536 * 65536);
        assertThat(lab.engine.verify(point(), Progress.NONE).sound()).isFalse();
    }

    /// Changes one byte of a cluster that the layer stores, and that no layer above hides.
    private long damage(PointLayer full) throws Exception {
        RestorePoint stored = LabEngine.point(lab.repository(), run);
        PointLayer top = stored.layer(2001);
        try (Qcow2Image image = LayerImages.openAlone(full.file(), full.capacityBytes());
                Qcow2Image above = LayerImages.openAlone(top.file(), top.capacityBytes());
                RandomAccessFile file = new RandomAccessFile(full.file().toFile(), "rw")) {
            for (var run : image.layerStatus(0, image.size())) {
                long offset = run.extent().offset();
                boolean hidden =
                        above.layerStatus(offset, 65536).getFirst().hostOffset().isPresent();
                if (run.hostOffset().isPresent() && !hidden && offset % 65536 == 0) {
                    file.seek(run.hostOffset().getAsLong() + 100);
                    int old = file.read();
                    file.seek(run.hostOffset().getAsLong() + 100);
                    file.write(old ^ 1);
                    return offset;
                }
            }
        }
        throw new AssertionError("every cluster is hidden");
    }

    @Test
    void whatIsServedIsListedHeldAndStopped() throws Exception {
        Path socket = folder.resolve("s");
        ServedPoint first =
                lab.engine.serve(
                        new ServeRequest(
                                point(), List.of(), ServePlace.socket(socket), Optional.empty()));
        ServedPoint second = lab.engine.serve(ServeRequest.of(point()));
        assertThat(lab.engine.served()).extracting(ServedPoint::id).containsExactly(1L, 2L);
        assertThat(first.disks().getFirst().uri()).startsWith("nbd+unix:///" + point());
        assertThat(socket).exists();
        Path other = folder.resolve("other");
        lab.engine.addRepository("other", other);
        lab.engine.setDefaultRepository("other");
        EngineException used =
                catchThrowableOfType(
                        EngineException.class, () -> lab.engine.removeRepository("default"));
        assertThat(used.problem().code()).isEqualTo(ProblemCode.REPOSITORY_IN_USE);
        assertThat(used).hasMessageContaining("NBD " + socket);
        lab.engine.stopServing(first.id());
        lab.engine.stopServing(second.id());
        assertThat(socket).doesNotExist();
        assertThat(codeOf(() -> lab.engine.stopServing(first.id())))
                .isEqualTo(ProblemCode.SERVE_UNKNOWN);
        assertThat(lab.engine.served()).isEmpty();
        lab.engine.removeRepository("default");
    }

    @Test
    void isStoppedWhenTheEngineIsClosed() throws Exception {
        ServedPoint served = lab.engine.serve(ServeRequest.of(point()));
        String[] place = served.place().split(":");
        InetSocketAddress address = new InetSocketAddress(place[0], Integer.parseInt(place[1]));
        try (SocketChannel client = SocketChannel.open(address)) {
            assertThat(client.isConnected()).isTrue();
        }
        lab.engine.close();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> SocketChannel.open(address).close())
                .isInstanceOf(java.io.IOException.class);
    }

    @Test
    void isForOtherMachinesOnlyWhereThatWasSaid() throws Exception {
        ServePlace all = ServePlace.tcp("0.0.0.0", 0);
        assertThat(
                        codeOf(() ->
                                lab.engine.serve(
                                        new ServeRequest(
                                                point(), List.of(), all, Optional.empty()))))
                .isEqualTo(ProblemCode.SERVE_NOT_LOOPBACK);
        ServedPoint open =
                lab.engine.serve(
                        new ServeRequest(
                                point(), List.of(), all.forTheNetwork(), Optional.empty()));
        assertThat(open.network()).isTrue();
        try (ServerSocket taken = new ServerSocket(0)) {
            ServePlace place = ServePlace.tcp("127.0.0.1", taken.getLocalPort());
            assertThat(
                            codeOf(() ->
                                    lab.engine.serve(
                                            new ServeRequest(
                                                    point(), List.of(), place, Optional.empty()))))
                    .isEqualTo(ProblemCode.SERVE_PLACE_UNAVAILABLE);
        }
        assertThat(
                        codeOf(() ->
                                lab.engine.serve(
                                        new ServeRequest(
                                                point(),
                                                List.of(7),
                                                ServePlace.anyPort(),
                                                Optional.empty()))))
                .isEqualTo(ProblemCode.POINT_DISK_UNKNOWN);
        assertThat(lab.engine.served()).containsExactly(open);
    }

    @Test
    void namesTheCommandsThatReadIt() throws Exception {
        ServedPoint served =
                lab.engine.serve(
                        new ServeRequest(
                                point(),
                                List.of(2001),
                                ServePlace.socket(folder.resolve("a b")),
                                Optional.empty()));
        ServedDisk disk = served.disks().getFirst();
        List<AttachCommand> commands = AttachCommand.of(disk);
        assertThat(commands)
                .extracting(AttachCommand::tool)
                .containsExactly("qemu-nbd", "nbdfuse", "nbdcopy");
        PeerProcess.run("sh", "-c", "cd '" + folder + "' && " + commands.getLast().line());
        assertThat(folder.resolve("disk-2001.raw")).hasSize(disk.capacityBytes());
        assertThat(AttachCommand.of(served).getFirst().line())
                .contains("guestmount --ro", "'nbd:///" + point() + "-disk-2001?socket=");
    }
}
