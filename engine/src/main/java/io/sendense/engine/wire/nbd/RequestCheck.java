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
        int unknown = request.flags() & ~command.validFlags(headers);
        if (unknown != 0) {
            return new Refusal(
                    NbdErrno.EINVAL, "flags 0x" + Integer.toHexString(unknown) + " are not valid");
        }
        return switch (command) {
            case READ, CACHE -> tooLong(command, request);
            case WRITE ->
                    headers == NbdHeaders.EXTENDED && !request.has(Command.FLAG_PAYLOAD_LEN)
                            ? new Refusal(NbdErrno.EINVAL, "a write without a payload")
                            : tooLong(command, request);
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

    private @Nullable Refusal tooLong(Command command, Request request) {
        return Long.compareUnsigned(request.length(), payloadBytes) > 0
                ? new Refusal(
                        NbdErrno.EINVAL,
                        Long.toUnsignedString(request.length())
                                + " bytes are more than "
                                + payloadBytes)
                : outOfRange(command, request);
    }

    private @Nullable Refusal outOfRange(Command command, Request request) {
        long length = request.length();
        if (length == 0) {
            return new Refusal(NbdErrno.EINVAL, "length is zero");
        }
        boolean within = length > 0 && request.offset() >= 0 && request.offset() <= size - length;
        if (!within) {
            boolean lacksSpace = command == Command.WRITE || command == Command.WRITE_ZEROES;
            return new Refusal(
                    lacksSpace ? NbdErrno.ENOSPC : NbdErrno.EINVAL,
                    request + " is beyond the " + size + " bytes of the export");
        }
        if (((request.offset() | length) & (blockBytes - 1)) != 0) {
            return new Refusal(
                    NbdErrno.EINVAL, request + " is not whole blocks of " + blockBytes + " bytes");
        }
        return null;
    }
}
