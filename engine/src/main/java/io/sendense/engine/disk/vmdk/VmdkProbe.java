package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Tells VMDK files from others by how they begin. Stateless.
public final class VmdkProbe {
    private static final int LOOKED_AT_BYTES = 4096;

    /// A descriptor: comments and blank lines, then its version.
    private static final Pattern DESCRIPTOR =
            Pattern.compile("(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*+[ \t]*version[ \t]*=[ \t]*[0-9]");

    private VmdkProbe() {}

    /// Whether it is a sparse extent, an ESXi redo log or a descriptor.
    ///
    /// A long text is none: a raw disk whose guest writes a descriptor into its first sector stays
    /// a raw disk.
    public static boolean isVmdk(PositionedFile file) throws IOException {
        int magic = SparseFile.magic(file, 0);
        return magic == SparseHeader.MAGIC
                || magic == CowdHeader.MAGIC
                || magic == SeSparseHeader.MAGIC
                || (file.length() <= Descriptor.MAX_BYTES && isDescriptor(file));
    }

    private static boolean isDescriptor(PositionedFile file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(file.length(), LOOKED_AT_BYTES));
        file.read(0, start);
        String text = new String(start.array(), StandardCharsets.ISO_8859_1);
        return DESCRIPTOR.matcher(text).lookingAt();
    }
}
