package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.block.BlockOperation;
import io.sendense.engine.disk.block.CountingBlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdServer;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No byte is written into a target that has not the disk's size.
@Timeout(60)
class LayerExportsTest {
    private static final int BLOCK = FakeDisk.BLOCK;
    private static final long CAPACITY = 4L * BLOCK;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {CAPACITY - 512, CAPACITY + 512, 512})
    void aLayerOfAnotherSizeIsRefusedAndItsExportWithdrawn(long size) throws Exception {
        CountingBlockDevice layer = new CountingBlockDevice(new MemoryBlockDevice(size));
        try (LayerExports exports = LayerExports.listen(folder.resolve("nbd.sock"))) {
            Problem problem =
                    catchThrowableOfType(
                                    EngineException.class,
                                    () -> exports.export("disk", "Hard disk 1", layer, CAPACITY))
                            .problem();
            assertThat(problem.code()).isEqualTo(ProblemCode.NBD_SIZE_MISMATCH);
            assertThat(problem.arguments())
                    .containsEntry("label", new Argument.Text("Hard disk 1"))
                    .containsEntry("expected", new Argument.Bytes(CAPACITY))
                    .containsEntry("found", new Argument.Bytes(size));
            assertUnwritten(layer);

            MemoryBlockDevice right = new MemoryBlockDevice(CAPACITY);
            try (var export = exports.export("disk", "Hard disk 1", right, CAPACITY)) {
                export.target().write(0, ByteBuffer.wrap(new byte[] {1}));
            }
            assertUnwritten(layer);
        }
    }

    /// Whoever reaches it through a port of a node's loopback learns no name.
    @Test
    void theNamesOfExportsAreNotTold() throws Exception {
        Path socket = folder.resolve("nbd.sock");
        try (LayerExports exports = LayerExports.listen(socket);
                var export =
                        exports.export(
                                "disk-0123456789abcdef",
                                "Hard disk 1",
                                new MemoryBlockDevice(CAPACITY),
                                CAPACITY)) {
            assertThatThrownBy(() ->
                            NbdBlockDevice.exports(
                                    NbdUri.parse("nbd+unix:///?socket=" + socket),
                                    NbdClientOptions.standard()))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("0123456789abcdef");
            export.target().write(0, ByteBuffer.wrap(new byte[] {1}));
        }
    }

    private static void assertUnwritten(CountingBlockDevice device) {
        for (BlockOperation change :
                new BlockOperation[] {
                    BlockOperation.WRITE, BlockOperation.ZERO, BlockOperation.TRIM
                }) {
            assertThat(device.calls(change)).as(change.name()).isZero();
        }
    }

    /// Another server has come to answer where the engine's own did, with disks of other sizes.
    @Test
    void aRunWhoseTargetHasAnotherSizeFailsBeforeItWritesAByte() throws Exception {
        FakeVmSource source = new FakeVmSource();
        source.write(source.addDisk(2000, CAPACITY), 0, new byte[] {1});
        source.write(source.addDisk(2001, CAPACITY), 0, new byte[] {2});
        CountingBlockDevice larger = new CountingBlockDevice(new MemoryBlockDevice(2 * CAPACITY));
        CountingBlockDevice right = new CountingBlockDevice(new MemoryBlockDevice(CAPACITY));
        try (BackupFixture fixture = new BackupFixture(folder, source)) {
            Files.delete(fixture.home.nbdSocket());
            try (NbdServer impostor =
                    NbdServer.listen(
                            new NbdEndpoint.UnixSocket(fixture.home.nbdSocket()),
                            NbdLimits.standard())) {
                impostor.export("run-1-disk-2000", larger);
                impostor.export("run-1-disk-2001", right);
                RunView run = fixture.backup();
                assertThat(run.state()).isEqualTo(RunState.FAILED);
                assertThat(run.problem().map(Problem::code))
                        .contains(ProblemCode.NBD_SIZE_MISMATCH);
                assertThat(run.disks().getFirst().state()).isEqualTo(DiskState.FAILED);
                assertThat(run.disks().getFirst().doneBytes()).isZero();
                assertThat(fixture.catalog.events().list(run.id(), 0))
                        .filteredOn(event -> event.code() == EventCode.DISK_EXPORTED)
                        .allSatisfy(event ->
                                assertThat(event.arguments())
                                        .containsEntry("label", new Argument.Text("Hard disk 2")));
            }
            assertUnwritten(larger);
            assertThat(fixture.repository.points()).isEmpty();
            assertThat(source.snapshots).isEmpty();
            fixture.assertNothingHeld();
        }
    }
}
