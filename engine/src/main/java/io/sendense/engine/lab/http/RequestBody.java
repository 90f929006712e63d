package io.sendense.engine.lab.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;

/// The body of one request, by length or in chunks (RFC 9112, section 7.1); ends where the body
/// ends, not where the connection does. Confined to one thread.
final class RequestBody extends InputStream {
    private final InputStream connection;
    private final boolean chunked;
    private final Optional<Runnable> askForIt;
    private long left;
    private boolean started;
    private boolean ended;

    private RequestBody(
            InputStream connection, boolean chunked, long length, Optional<Runnable> askForIt) {
        this.connection = connection;
        this.chunked = chunked;
        this.left = length;
        this.askForIt = askForIt;
        this.ended = !chunked && length == 0;
    }

    /// @param askForIt run once before the connection is read, where the client waits to be asked
    ///   for its body (`Expect: 100-continue`)
    static RequestBody of(InputStream connection, RequestHead head, Optional<Runnable> askForIt)
            throws ProtocolException {
        if (head.header("transfer-encoding").isPresent()) {
            return new RequestBody(connection, true, 0, askForIt);
        }
        String length = head.header("content-length").orElse("0");
        if (!length.matches("[0-9]{1,18}")) {
            throw new ProtocolException("Content-Length is no number");
        }
        return new RequestBody(connection, false, Long.parseLong(length), askForIt);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ended && !started) {
            started = true;
            askForIt.ifPresent(Runnable::run);
        }
        if (!ended && chunked && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = connection.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("connection closed " + left + " bytes before the body's end");
        }
        left -= count;
        if (left == 0) {
            finishPart();
        }
        return count;
    }

    /// Reads what is left so that the next request can follow; false where that is too much.
    boolean drain(long limit) throws IOException {
        if (!started && !ended && askForIt.isPresent()) {
            return false; // the client still waits: it may send the body, or not at all
        }
        byte[] waste = new byte[8192];
        long taken = 0;
        while (taken <= limit) {
            int count = read(waste, 0, waste.length);
            if (count < 0) {
                return true;
            }
            taken += count;
        }
        return false;
    }

    private void finishPart() throws IOException {
        if (chunked) {
            line(); // the empty line behind a chunk's data
        } else {
            ended = true;
        }
    }

    private void nextChunk() throws IOException {
        String size = line();
        int semicolon = size.indexOf(';');
        String digits = (semicolon < 0 ? size : size.substring(0, semicolon)).strip();
        if (!digits.matches("[0-9a-fA-F]{1,15}")) {
            throw new ProtocolException("chunk size is no number");
        }
        left = Long.parseLong(digits, 16);
        if (left == 0) {
            while (!line().isEmpty()) {
                // trailers say nothing here
            }
            ended = true;
        }
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        while (true) {
            int next = connection.read();
            if (next < 0 || text.length() > 4096) {
                throw new EOFException("no end of line within a chunked body");
            }
            if (next == '\n') {
                return text.toString().strip();
            }
            text.append((char) next);
        }
    }
}
