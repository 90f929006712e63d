package io.sendense.engine.disk.vmdk;

import io.sendense.engine.lab.redo.RedoContent;
import io.sendense.engine.lab.redo.RedoFile;
import io.sendense.engine.lab.redo.RedoFormat;
import io.sendense.engine.lab.storage.ChangedBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// Disks of ESXi datastores as files: flat bases and redo logs over them, written by the lab.
public final class RedoChains {
    private static final int PIECE = 64 << 10;

    private RedoChains() {}

    /// A disk of one flat file, with the content ID 1.
    ///
    /// @return its descriptor
    public static Path base(Path folder, String name, long bytes) throws IOException {
        return describe(folder, name, "vmfs", "VMFS", bytes, name + "-flat.vmdk", 1, "");
    }

    /// A redo log over `parent`, whose content ID is one lower.
    ///
    /// @return its descriptor
    public static Path delta(
            Path folder,
            String name,
            RedoFormat format,
            RedoContent content,
            int cid,
            String parent)
            throws IOException {
        String file = name + format.ending();
        write(folder.resolve(file), format.render(content));
        return describe(
                folder,
                name,
                format.createType(),
                format.extentType(),
                content.capacityBytes(),
                file,
                cid,
                parent);
    }

    private static Path describe(
            Path folder,
            String name,
            String createType,
            String extentType,
            long bytes,
            String file,
            int cid,
            String parent)
            throws IOException {
        return Files.writeString(
                folder.resolve(name + ".vmdk"),
                """
                # Disk DescriptorFile
                version=1
                encoding="UTF-8"
                CID=%08x
                parentCID=%s
                createType="%s"
                %s
                # Extent description
                RW %d %s "%s"
                """
                        .formatted(
                                cid,
                                parent.isEmpty() ? "ffffffff" : "%08x".formatted(cid - 1),
                                createType,
                                parent.isEmpty()
                                        ? ""
                                        : "parentFileNameHint=\"" + parent + ".vmdk\"",
                                bytes / 512,
                                extentType,
                                file));
    }

    /// Writes a file, with holes where it is zero.
    public static void write(Path path, RedoFile file) throws IOException {
        byte[] piece = new byte[PIECE];
        try (FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            for (long at = 0; at < file.size(); at += PIECE) {
                int count = (int) Math.min(PIECE, file.size() - at);
                ByteBuffer bytes = ByteBuffer.wrap(piece, 0, count);
                file.read(at, bytes);
                bytes.flip();
                if (!isZero(bytes) || at + count == file.size()) {
                    channel.write(bytes, at);
                }
            }
        }
    }

    private static boolean isZero(ByteBuffer bytes) {
        return bytes.mismatch(ByteBuffer.allocate(bytes.remaining())) < 0;
    }

    /// Some blocks of 64 KiB of a disk that is an array.
    ///
    /// @param kind what is in the log of a block: true bytes, false zeroes, null nothing
    public static RedoContent of(byte[] disk, LongFunction<Boolean> kind) {
        List<ChangedBlock> blocks = new ArrayList<>();
        for (long number = 0; number * PIECE < disk.length; number++) {
            Boolean here = kind.apply(number);
            if (here != null) {
                // neighbours lie apart
                blocks.add(new ChangedBlock(number, !here, number % 7));
            }
        }
        return new RedoContent() {
            @Override
            public long capacityBytes() {
                return disk.length;
            }

            @Override
            public List<ChangedBlock> blocks() {
                return blocks;
            }

            @Override
            public void read(long offset, ByteBuffer target) {
                target.put(disk, (int) offset, target.remaining());
            }
        };
    }
}
