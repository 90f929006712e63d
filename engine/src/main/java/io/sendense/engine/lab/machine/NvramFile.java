package io.sendense.engine.lab.machine;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// Makes the content of a VM's NVRAM file: always the same for the same VM, different for others.
final class NvramFile {
    /// What an EFI machine's file takes on a host.
    static final int BYTES = 270_840;

    private NvramFile() {}

    static byte[] of(MachineDefinition definition) {
        var random = new SplittableRandom(definition.biosUuid().getMostSignificantBits());
        ByteBuffer content = ByteBuffer.allocate(BYTES);
        content.put("MRVN".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        while (content.remaining() >= Long.BYTES) {
            content.putLong(random.nextLong());
        }
        return content.array();
    }
}
