package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.LayeredDevice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What clients are told about an export. Immutable, as far as the device is.
///
/// @param requestBytes longest read or write
record ExportFacts(String name, BlockDevice device, NbdExportOptions options, int requestBytes) {
    private static final int PREFERRED_BLOCK_BYTES = 64 << 10;

    /// @throws IllegalArgumentException a name or a block size that cannot be
    ExportFacts {
        int bytes = OptionStrings.bytes(name).length;
        if (bytes > 256 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "an export name has up to 256 bytes and no NUL, this one has " + bytes);
        }
        if (device.size() % options.minimumBlockBytes() != 0) {
            throw new IllegalArgumentException(
                    "the end of "
                            + device.size()
                            + " bytes cannot be reached with blocks of "
                            + options.minimumBlockBytes());
        }
    }

    /// In bytes.
    long size() {
        return device.size();
    }

    boolean readOnly() {
        return device.readOnly() || options.access() == NbdExportOptions.Access.READ_ONLY;
    }

    /// Whether clients need not know of block sizes.
    boolean takesAnyBlock() {
        return options.minimumBlockBytes() == 1;
    }

    /// What clients may ask about ranges of the device.
    Set<MetaContext> contexts() {
        return LayeredDevice.of(device).isPresent()
                ? EnumSet.allOf(MetaContext.class)
                : EnumSet.of(MetaContext.ALLOCATION);
    }

    /// The transmission flags. All connections share the one device, hence `CAN_MULTI_CONN`.
    ///
    /// @param asking whether the client may ask about ranges
    int flags(NbdHeaders headers, boolean asking) {
        int flags =
                TransmissionFlags.HAS_FLAGS
                        | TransmissionFlags.SEND_FLUSH
                        | TransmissionFlags.SEND_FUA
                        | TransmissionFlags.SEND_CACHE
                        | TransmissionFlags.CAN_MULTI_CONN;
        if (readOnly()) {
            flags |= TransmissionFlags.READ_ONLY;
        } else {
            flags |=
                    TransmissionFlags.SEND_TRIM
                            | TransmissionFlags.SEND_WRITE_ZEROES
                            | TransmissionFlags.SEND_FAST_ZERO;
        }
        if (headers == NbdHeaders.EXTENDED && asking) {
            flags |= TransmissionFlags.BLOCK_STATUS_PAYLOAD;
        }
        return headers.chunks() ? flags | TransmissionFlags.SEND_DF : flags;
    }

    /// The data of the `NBD_REP_INFO` answers for a client that wants these kinds of them. Size and
    /// block sizes are told to everybody.
    List<byte[]> information(List<Integer> wanted, NbdHeaders headers, boolean asking) {
        List<byte[]> answers = new ArrayList<>();
        answers.add(
                ByteBuffer.allocate(12)
                        .putShort((short) OptionReply.INFO_EXPORT)
                        .putLong(size())
                        .putShort((short) flags(headers, asking))
                        .array());
        answers.add(blockSizes());
        if (wanted.contains(OptionReply.INFO_NAME)) {
            answers.add(text(OptionReply.INFO_NAME, name));
        }
        if (wanted.contains(OptionReply.INFO_DESCRIPTION) && !options.description().isEmpty()) {
            answers.add(text(OptionReply.INFO_DESCRIPTION, options.description()));
        }
        return answers;
    }

    /// The data of the `NBD_REP_INFO` answer about block sizes.
    byte[] blockSizes() {
        return ByteBuffer.allocate(14)
                .putShort((short) OptionReply.INFO_BLOCK_SIZE)
                .putInt(options.minimumBlockBytes())
                .putInt(PREFERRED_BLOCK_BYTES)
                .putInt(requestBytes)
                .array();
    }

    private static byte[] text(int kind, String text) {
        byte[] bytes = OptionStrings.bytes(text);
        return ByteBuffer.allocate(2 + bytes.length).putShort((short) kind).put(bytes).array();
    }
}
