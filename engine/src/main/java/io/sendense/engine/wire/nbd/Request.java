package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;

/// The header of a request (proto.md, "Request message"), in wire order. Immutable.
///
/// @param flags 16 bits, of those in [Command]
/// @param code 16 bits, the number of a [Command] or of none
/// @param cookie 64 bits, chosen by the client, returned in every reply
/// @param offset 64 bits, unsigned on the wire: negative here means beyond any device
/// @param length 32 bits, or 64 with extended headers; unsigned on the wire: negative here means
///   longer than any device
record Request(int flags, int code, long cookie, long offset, long length) {

    static Request of(Command command, int flags, long cookie, long offset, long length) {
        return new Request(flags, command.code(), cookie, offset, length);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// How many bytes follow the header, unsigned.
    long payloadBytes(NbdHeaders headers) {
        boolean followed =
                headers == NbdHeaders.EXTENDED
                        ? has(Command.FLAG_PAYLOAD_LEN)
                        : code == Command.WRITE.code();
        return followed ? length : 0;
    }

    /// The same request about another length.
    Request withLength(long bytes) {
        return new Request(flags, code, cookie, offset, bytes);
    }

    /// The bytes of a header.
    static int bytes(NbdHeaders headers) {
        return headers == NbdHeaders.EXTENDED
                ? NbdProtocol.EXTENDED_REQUEST_BYTES
                : NbdProtocol.REQUEST_BYTES;
    }

    private static int magic(NbdHeaders headers) {
        return headers == NbdHeaders.EXTENDED
                ? NbdProtocol.EXTENDED_REQUEST_MAGIC
                : NbdProtocol.REQUEST_MAGIC;
    }

    /// Reads a whole header.
    ///
    /// @throws NbdProtocolException it is none
    static Request decode(ByteBuffer header, NbdHeaders headers) throws NbdProtocolException {
        int magic = header.getInt();
        if (magic != magic(headers)) {
            throw new NbdProtocolException("a request begins with 0x" + Integer.toHexString(magic));
        }
        int flags = header.getShort() & 0xffff;
        int code = header.getShort() & 0xffff;
        long cookie = header.getLong();
        long offset = header.getLong();
        long length =
                headers == NbdHeaders.EXTENDED ? header.getLong() : header.getInt() & 0xffff_ffffL;
        return new Request(flags, code, cookie, offset, length);
    }

    /// The whole header, ready to be sent.
    ByteBuffer encode(NbdHeaders headers) {
        ByteBuffer header =
                ByteBuffer.allocate(bytes(headers))
                        .putInt(magic(headers))
                        .putShort((short) flags)
                        .putShort((short) code)
                        .putLong(cookie)
                        .putLong(offset);
        if (headers == NbdHeaders.EXTENDED) {
            return header.putLong(length).flip();
        }
        if (length < 0 || length > 0xffff_ffffL) {
            throw new IllegalArgumentException(this + " is too long for these headers");
        }
        return header.putInt((int) length).flip();
    }

    /// The command by name with its range, for messages.
    @Override
    public String toString() {
        Command command = Command.of(code);
        return (command == null ? "command " + code : command.name())
                + " "
                + Long.toUnsignedString(offset)
                + "+"
                + Long.toUnsignedString(length);
    }
}
