package io.sendense.engine.wire.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A file, a private folder, and programs that are not what they should be.
final class QemuFixture {
    static final long SIZE = 8 << 20;

    final KeptRecords records = new KeptRecords();
    final Path folder;
    final Path sockets;
    final Path file;

    QemuFixture(Path folder) throws Exception {
        this.folder = folder;
        this.sockets =
                Files.createDirectory(
                        folder.resolve("s"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        this.file = folder.resolve("layer.qcow2");
        Qcow2Image.create(file, Qcow2Options.ofSize(SIZE)).close();
    }

    static QemuProgram real() throws Exception {
        return QemuProgram.at(Peers.require("qemu-nbd"));
    }

    /// A shell script in place of `qemu-nbd`.
    QemuProgram script(String... lines) throws Exception {
        Path script = folder.resolve("fake-" + System.nanoTime());
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new QemuProgram(script, "0");
    }

    ServedFile served() {
        return ServedFile.of(file, SIZE, "run-1-disk-2000", sockets)
                .withReadyTime(Duration.ofSeconds(60));
    }

    QemuNbd start() throws Exception {
        return QemuNbd.start(real(), served(), records, InstantSource.system());
    }

    /// Neither process nor socket nor record nor zombie.
    void assertNothingIsLeft() throws Exception {
        assertThat(processes()).isEmpty();
        assertThat(sockets).isEmptyDirectory();
        assertThat(records.now).isEmpty();
    }

    /// Processes, zombies too, whose arguments name our folder, and children of ours.
    List<ProcessHandle> processes() {
        Stream<ProcessHandle> named =
                ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info()
                                        .arguments()
                                        .map(Arrays::toString)
                                        .orElse("")
                                        .contains(folder.toString()));
        return named.toList();
    }

    static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
                .isZero();
    }
}
