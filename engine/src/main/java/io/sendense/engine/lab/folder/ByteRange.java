package io.sendense.engine.lab.folder;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a file a request asks for (RFC 9110, section 14). Immutable.
///
/// @param offset first byte
/// @param length how many
record ByteRange(long offset, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /// What a `Range` header asks of a file.
    ///
    /// @return the part; empty where the header is of a kind to be ignored, such as several ranges
    /// @throws UnsatisfiableException nothing of it lies within the file
    static Optional<ByteRange> of(String header, long size) throws UnsatisfiableException {
        Matcher matcher = SINGLE.matcher(header.replace(" ", ""));
        if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(matcher.group(2)), size);
            return Optional.of(within(size - last, last, size));
        }
        long first = Long.parseLong(matcher.group(1));
        long end =
                matcher.group(2).isEmpty()
                        ? size
                        : Math.min(size, Long.parseLong(matcher.group(2)) + 1);
        if (!matcher.group(2).isEmpty() && Long.parseLong(matcher.group(2)) < first) {
            return Optional.empty();
        }
        return Optional.of(within(first, end - first, size));
    }

    /// As a `Content-Range` header.
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }

    private static ByteRange within(long offset, long length, long size)
            throws UnsatisfiableException {
        if (offset >= size || length <= 0) {
            throw new UnsatisfiableException(
                    "range at " + offset + " of a file of " + size + " bytes");
        }
        return new ByteRange(offset, length);
    }

    /// Nothing that was asked for lies within the file.
    static final class UnsatisfiableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsatisfiableException(String message) {
            super(message);
        }
    }
}
