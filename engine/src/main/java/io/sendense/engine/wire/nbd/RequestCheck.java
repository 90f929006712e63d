package io.sendense.engine.wire.nbd;

import org.jspecify.annotations.Nullable;

/// Whether a request may be executed, decided from its header alone, before anything else: first
/// permission, then flags, then size and range. The error values are those of proto.md, "Error
/// values". Immutable.
///
/// @param size of the export in bytes
/// @param contexts whether the client selected any metadata context
/// @param payloadBytes longest read or write
/// @param blockBytes what offsets and lengths must be multiples of
record RequestCheck(
        long size,
        boolean readOnly,
        NbdHeaders headers,
        boolean contexts,
        int payloadBytes,
        int blockBytes) {

    /// Why a request is not executed.
    record Refusal(NbdErrno errno, String text) {}

    /// Null where the request may be executed.
    @Nullable Refusal refusal(Request request) {
        Command command = Command.of(request.code());
        if (command == null) {
            return new Refusal(NbdErrno.EINVAL, "unknown command " + request.code());
        }
        if (command.writes() && readOnly) {
            return new Refusal(NbdErrno.EPERM, "the export is read-only");
        }
        int unknown = request.flags() & ~validFlags(command);
        if (unknown != 0) {
            return new Refusal(
                    NbdErrno.EINVAL, "flags 0x" + Integer.toHexString(unknown) + " are not valid");
        }
        return switch (command) {
            case READ, WRITE, CACHE ->
                    request.length() > payloadBytes
                            ? new Refusal(
                                    NbdErrno.EINVAL,
                                    request.length() + " bytes are more than " + payloadBytes)
                            : outOfRange(command, request);
            case TRIM, WRITE_ZEROES -> outOfRange(command, request);
            case BLOCK_STATUS ->
                    contexts
                            ? outOfRange(command, request)
                            : new Refusal(NbdErrno.EINVAL, "no metadata context is selected");
            case FLUSH, DISC ->
                    request.offset() == 0 && request.length() == 0
                            ? null
                            : new Refusal(NbdErrno.EINVAL, "offset and length must be zero");
        };
    }

    private int validFlags(Command command) {
        int flags = command.validFlags();
        return headers.chunks() ? flags : flags & ~Command.FLAG_DF;
    }

    private @Nullable Refusal outOfRange(Command command, Request request) {
        if (request.length() == 0) {
            return new Refusal(NbdErrno.EINVAL, "length is zero");
        }
        if (request.offset() < 0 || request.offset() > size - request.length()) {
            boolean lacksSpace = command == Command.WRITE || command == Command.WRITE_ZEROES;
            return new Refusal(
                    lacksSpace ? NbdErrno.ENOSPC : NbdErrno.EINVAL,
                    range(request) + " is beyond the " + size + " bytes of the export");
        }
        if (((request.offset() | request.length()) & (blockBytes - 1)) != 0) {
            return new Refusal(
                    NbdErrno.EINVAL,
                    range(request) + " are not whole blocks of " + blockBytes + " bytes");
        }
        return null;
    }

    private static String range(Request request) {
        return Long.toUnsignedString(request.offset()) + "+" + request.length();
    }
}
