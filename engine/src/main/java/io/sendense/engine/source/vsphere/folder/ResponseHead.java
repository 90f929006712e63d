package io.sendense.engine.source.vsphere.folder;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Status line and the few headers of an answer that matter for ranges. Immutable.
///
/// @param length `Content-Length`; -1 if it is missing
/// @param rangeFirst, rangeLast what `Content-Range` names; -1 if it is missing
/// @param closes whether the connection ends with this answer
record ResponseHead(int status, long length, long rangeFirst, long rangeLast, boolean closes) {
    private static final int PARTIAL_CONTENT = 206;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([0-9]{3})(?: .*)?");
    private static final Pattern RANGE =
            Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\\*)");

    /// Reads a head that ends with an empty line.
    static ResponseHead parse(String head) throws IOException {
        String[] lines = head.split("\r\n", -1);
        Matcher status = STATUS.matcher(lines.length == 0 ? "" : lines[0]);
        if (!status.matches()) {
            throw new IOException("the answer is no HTTP/1: '" + firstOf(head) + "'");
        }
        boolean closes = status.group(1).equals("0");
        long length = -1;
        long first = -1;
        long last = -1;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = number(value);
                case "content-range" -> {
                    Matcher range = RANGE.matcher(value);
                    if (range.matches()) {
                        first = Long.parseLong(range.group(1));
                        last = Long.parseLong(range.group(2));
                    }
                }
                case "connection" -> closes |= value.equalsIgnoreCase("close");
                // a body whose end is found otherwise than by its length is not for ranges
                case "transfer-encoding" -> length = Long.MIN_VALUE;
                default -> {}
            }
        }
        return new ResponseHead(
                Integer.parseInt(status.group(2)), Math.max(-1, length), first, last, closes);
    }

    private static String firstOf(String head) {
        return head.substring(0, Math.min(40, head.length())).replaceAll("[^ -~]", "?");
    }

    private static long number(String value) throws IOException {
        if (!value.matches("[0-9]{1,18}")) {
            throw new IOException("Content-Length is no number: '" + firstOf(value) + "'");
        }
        return Long.parseLong(value);
    }

    boolean isInterim() {
        return status / 100 == 1;
    }

    boolean isPartialContent() {
        return status == PARTIAL_CONTENT;
    }

    /// Whether the body is what was asked for; a body may be shorter than asked, never misplaced.
    boolean answers(long offset, int asked) {
        return rangeFirst == offset
                && rangeLast >= rangeFirst
                && rangeLast < offset + asked
                && length == rangeLast - rangeFirst + 1;
    }
}
