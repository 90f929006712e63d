package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Layers whose clusters are compressed while they are written: the same content, sound and clean,
/// in less space.
@Timeout(180)
class PackedLayersTest {
    @RegisterExtension final SoundRepository sound = new SoundRepository();
    @TempDir Path folder;

    private final LayerPacking packing = LayerPacking.ofAnEngine();
    private final GuestVm vm = new GuestVm();

    @AfterEach
    void close() {
        packing.close();
    }

    @Test
    void takeLessAndHoldTheSame() throws Exception {
        Random random = new Random(3);
        GuestDisk disk = vm.disk(2000, (8 << 20) + 512);
        for (long cluster = 0; cluster < 64; cluster++) {
            disk.fillText(cluster, random);
        }
        // The disk ends within the last cluster.
        disk.fillText(disk.clusters() - 1, random);
        RestorePoint plain = vm.backupFull(sound.get());
        vm.packing(Optional.of(packing));
        RestorePoint packed = vm.backupFull(sound.get());
        assertThat(packed.layerBytes()).isLessThan(plain.layerBytes() / 2);
        assertThat(packed.layer(2000).disk().layer().sumsSha256())
                .as("sums are of what a guest reads")
                .isEqualTo(plain.layer(2000).disk().layer().sumsSha256());
    }

    @Test
    void whatDoesNotPackTakesNoMore() throws Exception {
        Random random = new Random(4);
        GuestDisk disk = vm.disk(2000, 8 << 20);
        for (long cluster = 0; cluster < 64; cluster++) {
            disk.fill(cluster, random);
        }
        RestorePoint plain = vm.backupFull(sound.get());
        vm.packing(Optional.of(packing));
        assertThat(vm.backupFull(sound.get()).layerBytes()).isEqualTo(plain.layerBytes());
    }

    /// Any client of the export, not the mover alone: writes of any shape, again and again to the
    /// same places, in a full or over a parent.
    @RepeatedTest(6)
    @Tag("peers")
    void holdWhatAnyClientWroteInAnyOrder() throws Exception {
        ModelDisk model = ModelDisk.of((6 << 20) + 7 * 512);
        GuestDisk below = vm.disk(2000, model.size());
        for (int i = 0; i < 40; i++) {
            below.fillText(model.random().nextInt(96), model.random());
        }
        vm.packing(model.random().nextBoolean() ? Optional.of(packing) : Optional.empty());
        RestorePoint parent = vm.backupFull(sound.get());
        boolean backed = model.random().nextBoolean();
        if (backed) {
            below.content().read(0, java.nio.ByteBuffer.wrap(model.bytes()));
        }
        try (RestorePointDraft draft = sound.get().draft(vm.identity(), GuestVm.BEGIN);
                NbdServer server =
                        NbdServer.listen(
                                new NbdEndpoint.UnixSocket(folder.resolve("socket")),
                                NbdLimits.standard())) {
            var request =
                    GuestVm.request(
                            below, backed ? Optional.of(parent.layer(2000)) : Optional.empty());
            Path layer;
            // Closed without being sealed: what lies in the draft's folder is looked at as it is.
            try (var disk = draft.disk(request, Optional.of(packing))) {
                layer = disk.layerFile();
                server.export("disk", disk.device());
                try (BlockDevice client =
                        NbdBlockDevice.connect(server.uri("disk"), NbdClientOptions.standard())) {
                    work(model, client);
                    client.flush();
                }
            }
            Qemu.checkClean(layer);
            Qemu.compare(layer, Files.write(folder.resolve("model.raw"), model.bytes()));
        }
    }

    private static void work(ModelDisk model, BlockDevice client) throws Exception {
        for (int step = 0; step < 150; step++) {
            switch (model.random().nextInt(9)) {
                case 0, 1 -> model.write(client);
                case 2, 3, 4, 5 -> model.writePackable(client, GuestDisk.CLUSTER_BYTES);
                case 6 -> model.zero(client);
                case 7 -> model.trim(client, GuestDisk.CLUSTER_BYTES);
                default -> model.read(client);
            }
            if (step % 40 == 39) {
                client.flush();
            }
        }
        model.assertSame(client);
    }

    /// What qemu-io reads and writes in a copy of a packed layer over another.
    @Test
    @Tag("peers")
    void qemuReadsAndOverwritesThem() throws Exception {
        Random random = new Random(5);
        GuestDisk disk = vm.disk(2000, 8 << 20);
        vm.packing(Optional.of(packing));
        for (long cluster = 0; cluster < 32; cluster++) {
            disk.fillText(cluster, random);
        }
        vm.backup(sound.get());
        disk.fillText(3, random).fillText(40, random).zero(5);
        RestorePoint point = vm.backup(sound.get());
        Path layer = point.layer(2000).file();
        assertThat(Qemu.check(layer).path("compressed-clusters").asInt()).isEqualTo(2);
        Path copy = layer.resolveSibling("copy.qcow2");
        try {
            Files.copy(layer, copy);
            Qemu.io(
                    copy,
                    "read -P 0 327680 65536",
                    "write -P 7 200704 4096",
                    "write -c -P 9 3276800 65536",
                    "read -P 7 200704 4096",
                    "read -P 9 3276800 65536");
            Qemu.checkClean(copy);
        } finally {
            Files.delete(copy);
        }
    }
}
