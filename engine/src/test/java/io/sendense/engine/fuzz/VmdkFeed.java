package io.sendense.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.image.DiskDescription;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.vmdk.ParentFiles;
import io.sendense.engine.disk.vmdk.StreamOptimizedDevice;
import io.sendense.engine.disk.vmdk.StreamOptimizedOptions;
import io.sendense.engine.disk.vmdk.VmdkFormatException;
import io.sendense.engine.disk.vmdk.VmdkImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A VMDK, a descriptor or a sparse extent, beside files it may name: `a-flat.vmdk` of 8 KiB,
/// `a-s001.vmdk` (stream-optimized, 1 MiB), `base.vmdk` with CID 1. Described, mapped and read.
final class VmdkFeed implements Feed {
    private static final long MAPPED_BYTES = 1L << 36;
    private static final Refusals REFUSALS = Refusals.of(List.of(VmdkFormatException.class));

    private final Path folder;
    private final Path file;
    private final DiskLook look = new DiskLook();

    VmdkFeed(Path folder) throws IOException {
        this.folder = folder;
        this.file = folder.resolve("in.vmdk");
        Files.write(folder.resolve("a-flat.vmdk"), new byte[8192]);
        Files.writeString(
                folder.resolve("base.vmdk"), "version=1\nCID=1\nparentCID=ffffffff\nRW 8 ZERO\n");
        StreamOptimizedOptions options =
                StreamOptimizedOptions.of(1 << 20, "a-s001.vmdk", new Random(3));
        try (StreamOptimizedDevice sparse =
                StreamOptimizedDevice.create(folder.resolve("a-s001.vmdk"), options)) {
            sparse.write(70_000, ByteBuffer.wrap("grains".repeat(99).getBytes("US-ASCII")));
            sparse.flush();
        }
    }

    @Override
    public boolean take(byte[] input) throws Exception {
        SparseForm.unpack(input, 1, file);
        DiskFormat.probe(file);
        return REFUSALS.taken(this::read);
    }

    private void read() throws IOException {
        try (VmdkImage image = VmdkImage.open(file, ParentFiles.within(folder))) {
            look.at(image);
            assertThat(DiskDescription.chain(image)).isNotEmpty();
            if (image.size() <= MAPPED_BYTES) {
                DiskMap.walk(image, entry -> assertThat(entry.length()).isPositive());
            }
        }
    }
}
