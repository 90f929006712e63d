package io.sendense.engine.disk.vmdk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads descriptor text (Virtual Disk Format 5.0, "The Descriptor File"). One object per text.
///
/// Line ends may be LF, CRLF or CR; comments, blank lines, unknown keys and the disk database are
/// passed over; keys are taken in any case, values with or without quotes. What follows the first
/// zero byte is padding. A line that begins like an extent must be one.
final class DescriptorParser {
    /// More than 62 TB, the largest disk there is, never comes in.
    private static final int MAX_EXTENTS = 4096;

    private static final int MAX_VERSION = 3;
    private static final int MAX_SHOWN = 80;

    private static final Pattern EXTENT_START =
            Pattern.compile("(?:RW|RDONLY|NOACCESS)\\s.*", Pattern.CASE_INSENSITIVE);

    /// Access, sectors, type, and for most types a file name, sometimes with an offset. What some
    /// types have after that is left alone.
    private static final Pattern EXTENT =
            Pattern.compile(
                    "(RW|RDONLY|NOACCESS)\\s+([0-9]{1,19})\\s+([A-Z0-9_]+)"
                            + "(?:\\s+\"([^\"]*)\"(?:\\s+([0-9]{1,19})(?:\\s.*)?)?)?",
                    Pattern.CASE_INSENSITIVE);

    private final String name;
    private final Map<String, String> values = new HashMap<>();
    private final List<ExtentLine> extents = new ArrayList<>();

    private DescriptorParser(String name) {
        this.name = name;
    }

    /// @param name the file's, for error texts
    static Descriptor parse(String name, byte[] text) throws VmdkFormatException {
        DescriptorParser parser = new DescriptorParser(name);
        int number = 0;
        for (String line : decode(text).split("\r\n|\n|\r", -1)) {
            number++;
            parser.line(number, line.strip());
        }
        return parser.descriptor();
    }

    /// UTF-8, or where it is not that, one byte one character.
    private static String decode(byte[] text) {
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, 0, end))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(text, 0, end, StandardCharsets.ISO_8859_1);
        }
    }

    private void line(int number, String line) throws VmdkFormatException {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        if (EXTENT_START.matcher(line).matches()) {
            extents.add(extent(number, line));
            if (extents.size() > MAX_EXTENTS) {
                throw broken("has more than " + MAX_EXTENTS + " extents");
            }
            return;
        }
        int equals = line.indexOf('=');
        if (equals > 0) {
            String key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = unquoted(line.substring(equals + 1).strip());
            String before = values.putIfAbsent(key, value);
            if (before != null && !before.equals(value) && !key.startsWith("ddb.")) {
                throw broken(
                        "line " + number + " gives '" + shown(key) + "' a second, other value");
            }
        }
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        int end = value.indexOf('"', 1);
        return end < 0 ? value.substring(1) : value.substring(1, end);
    }

    private ExtentLine extent(int number, String line) throws VmdkFormatException {
        Matcher parts = EXTENT.matcher(line);
        if (!parts.matches()) {
            throw broken("line " + number + " is no extent: " + shown(line));
        }
        String file = parts.group(4);
        return new ExtentLine(
                number,
                parts.group(1).toUpperCase(Locale.ROOT),
                bytes(number, parts.group(2)),
                parts.group(3).toUpperCase(Locale.ROOT),
                file == null ? "" : file,
                parts.group(5) == null ? 0 : bytes(number, parts.group(5)));
    }

    private long bytes(int number, String sectors) throws VmdkFormatException {
        try {
            return Sectors.bytes(Long.parseLong(sectors));
        } catch (NumberFormatException | ArithmeticException _) {
            throw broken(
                    "line "
                            + number
                            + " counts "
                            + sectors
                            + " sectors, more than any disk has ("
                            + Sectors.MAX_DISK
                            + ")");
        }
    }

    private Descriptor descriptor() throws VmdkFormatException {
        String version = values.get("version");
        if (version != null && (!version.matches("[0-9]{1,9}") || invalid(version))) {
            throw new UnsupportedVmdkException(name, "descriptor version " + shown(version));
        }
        String cid = values.get("cid");
        String parent = values.get("parentcid");
        return new Descriptor(
                cid == null ? OptionalLong.empty() : OptionalLong.of(id("CID", cid)),
                parent == null ? Descriptor.NO_PARENT : id("parentCID", parent),
                values.getOrDefault("createtype", ""),
                Optional.ofNullable(values.get("parentfilenamehint")),
                extents);
    }

    private static boolean invalid(String version) {
        int number = Integer.parseInt(version);
        return number < 1 || number > MAX_VERSION;
    }

    private long id(String key, String text) throws VmdkFormatException {
        if (!text.matches("[0-9a-fA-F]{1,8}")) {
            throw broken(key + " is " + shown(text) + ", expected up to 8 hexadecimal digits");
        }
        return Long.parseLong(text, 16);
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private VmdkFormatException broken(String problem) {
        return new VmdkFormatException(name, "descriptor " + problem);
    }
}
