package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Strings within the data of options and their answers: UTF-8, a length in front, no NUL
/// (proto.md, "Conventions").
final class OptionStrings {

    private OptionStrings() {}

    /// Takes a 32-bit length and so many bytes.
    ///
    /// @throws NbdProtocolException the data is shorter, or no such string
    static String take(ByteBuffer data) throws NbdProtocolException {
        if (data.remaining() < 4) {
            throw new NbdProtocolException("an option's data ends before the length of a string");
        }
        long length = data.getInt() & 0xffff_ffffL;
        if (length > data.remaining()) {
            throw new NbdProtocolException(
                    "an option holds a string of "
                            + length
                            + " bytes, but only "
                            + data.remaining()
                            + " bytes of data");
        }
        return take(data, (int) length);
    }

    /// Takes exactly `length` bytes, which are there.
    static String take(ByteBuffer data, int length) throws NbdProtocolException {
        if (length > NbdProtocol.MAX_STRING_BYTES) {
            throw new NbdProtocolException("a string has " + length + " bytes, more than 4096");
        }
        ByteBuffer bytes = data.slice(data.position(), length);
        data.position(data.position() + length);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (text.indexOf('\0') >= 0) {
                throw new NbdProtocolException("a string holds a NUL character");
            }
            return text;
        } catch (CharacterCodingException e) {
            NbdProtocolException failure = new NbdProtocolException("a string is not UTF-8");
            failure.initCause(e);
            throw failure;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// As `bytes`, cut off where it is longer than a peer needs to read.
    static byte[] message(String text) {
        byte[] bytes = bytes(text.length() > 300 ? text.substring(0, 300) + "..." : text);
        return bytes.length <= NbdProtocol.MAX_STRING_BYTES ? bytes : new byte[0];
    }
}
