package io.sendense.engine.lab.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Units of text: 64 numbered lines of 64 bytes, as a log file has them.
final class LogText {
    private static final int LINE_BYTES = 64;
    private static final int LINES = Generator.UNIT_BYTES / LINE_BYTES;
    private static final int DIGITS = 10;

    private static final String[] MESSAGES = {
        "checkpoint starting: time",
        "checkpoint complete: wrote 117 buffers (0.7%)",
        "connection received: host=10.1.0.17",
        "connection authorized: user=app database=orders",
        "duration: 12.402 ms  statement: COMMIT",
        "automatic vacuum of table \"orders.public.line\"",
        "temporary file: size 1048576",
        "disconnection: session time: 0:00:04.117",
    };

    /// Every message as a line, with room for the number in front.
    private static final byte[] TEMPLATES = templates();

    private LogText() {}

    /// Puts unit `number` of the text that starts from `state` into `target`.
    static void put(long state, long number, ByteBuffer target) {
        byte[] digits = digits(number * LINES);
        long random = state;
        for (int line = 0; line < LINES; line++) {
            random = Generator.next(random);
            int message = (int) (random >>> 61);
            int start = target.position();
            target.put(TEMPLATES, message * LINE_BYTES, LINE_BYTES);
            target.put(start, digits);
            increment(digits);
        }
    }

    private static byte[] digits(long number) {
        byte[] digits = new byte[DIGITS];
        long left = number;
        for (int i = DIGITS - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        return digits;
    }

    private static void increment(byte[] digits) {
        for (int i = DIGITS - 1; i >= 0 && ++digits[i] > '9'; i--) {
            digits[i] = '0';
        }
    }

    private static byte[] templates() {
        ByteBuffer all = ByteBuffer.allocate(MESSAGES.length * LINE_BYTES);
        for (String message : MESSAGES) {
            String line = "0".repeat(DIGITS) + " LOG " + message;
            all.put(
                    (line + " ".repeat(LINE_BYTES - 1 - line.length()) + "\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        return all.array();
    }
}
