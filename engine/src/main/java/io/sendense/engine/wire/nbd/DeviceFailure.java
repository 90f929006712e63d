package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.ReadOnlyDeviceException;

/// What a client is told about a failure of the exported device.
final class DeviceFailure {

    private DeviceFailure() {}

    /// The error value that fits. The JDK has no exception for a full disk, only the system's words
    /// for it; proto.md wants `EDQUOT` told as `ENOSPC` too.
    static NbdErrno errno(Exception failure) {
        return switch (failure) {
            case ReadOnlyDeviceException _ -> NbdErrno.EPERM;
            case NbdErrorException passedOn -> passedOn.errno();
            case IllegalArgumentException _ -> NbdErrno.EINVAL;
            default -> full(String.valueOf(failure.getMessage())) ? NbdErrno.ENOSPC : NbdErrno.EIO;
        };
    }

    private static boolean full(String message) {
        return message.contains("No space left on device")
                || message.contains("Disk quota exceeded")
                || message.contains("not enough space on the disk");
    }

    static String text(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
