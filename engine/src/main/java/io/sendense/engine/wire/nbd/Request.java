package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;

/// The header of a request (proto.md, "Request message"), in wire order. Immutable.
///
/// @param flags 16 bits, of those in [Command]
/// @param code 16 bits, the number of a [Command] or of none
/// @param cookie 64 bits, chosen by the client, returned in every reply
/// @param offset 64 bits, unsigned on the wire: negative here means beyond any device
/// @param length 32 bits, unsigned on the wire
record Request(int flags, int code, long cookie, long offset, long length) {

    static Request of(Command command, int flags, long cookie, long offset, long length) {
        return new Request(flags, command.code(), cookie, offset, length);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// Reads what follows the magic.
    static Request decode(ByteBuffer header) {
        int flags = header.getShort() & 0xffff;
        int code = header.getShort() & 0xffff;
        long cookie = header.getLong();
        long offset = header.getLong();
        return new Request(flags, code, cookie, offset, header.getInt() & 0xffff_ffffL);
    }

    /// The whole header, magic included, ready to be sent.
    ByteBuffer encode() {
        return ByteBuffer.allocate(NbdProtocol.REQUEST_BYTES)
                .putInt(NbdProtocol.REQUEST_MAGIC)
                .putShort((short) flags)
                .putShort((short) code)
                .putLong(cookie)
                .putLong(offset)
                .putInt((int) length)
                .flip();
    }

    /// The command by name with its range, for messages.
    @Override
    public String toString() {
        Command command = Command.of(code);
        return (command == null ? "command " + code : command.name()) + " " + offset + "+" + length;
    }
}
