package io.sendense.engine.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file of at most 16 MiB with its zeroes left out, so that a fuzzer has little to change and
/// little of it in vain: pieces, each of a place (3 bytes, big-endian), a length (2) and the bytes.
/// Pieces may overlap; a piece without bytes makes the file at least as long as its place.
/// Stateless.
///
/// Every byte string is such a form: what is cut off is taken as far as it goes.
public final class SparseForm {
    private static final int HEAD_BYTES = 5;
    private static final int LONGEST = 0xffff;
    private static final int MOST_PLACE = 0xffffff;

    private SparseForm() {}

    /// Packs or unpacks a file: `pack FLAGS FROM TO`, `unpack FROM TO`. The first byte of an input
    /// is the target's own.
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("pack")) {
            byte[] packed = pack(Files.readAllBytes(Path.of(arguments[2])));
            ByteBuffer input = ByteBuffer.allocate(1 + packed.length);
            input.put((byte) Integer.parseInt(arguments[1])).put(packed);
            Files.write(Path.of(arguments[3]), input.array());
        } else {
            unpack(Files.readAllBytes(Path.of(arguments[1])), 1, Path.of(arguments[2]));
        }
    }

    /// The form of a file's content.
    public static byte[] pack(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < content.length) {
            if (content[at] == 0) {
                at++;
                continue;
            }
            int end = at + 1;
            int zeroes = 0;
            while (end < content.length && end - at < LONGEST && zeroes <= HEAD_BYTES) {
                zeroes = content[end] == 0 ? zeroes + 1 : 0;
                end++;
            }
            piece(out, at, content, end - zeroes - at);
            at = end;
        }
        piece(out, content.length, content, 0);
        return out.toByteArray();
    }

    private static void piece(ByteArrayOutputStream out, int at, byte[] content, int length) {
        if (at > MOST_PLACE) {
            throw new IllegalArgumentException("a file of " + content.length + " bytes");
        }
        out.write(at >>> 16);
        out.write(at >>> 8);
        out.write(at);
        out.write(length >>> 8);
        out.write(length);
        out.write(content, at, length);
    }

    /// Makes the file of the form that begins at `from`.
    public static void unpack(byte[] input, int from, Path file) throws IOException {
        ByteBuffer form = ByteBuffer.wrap(input, from, input.length - from);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            int longest = 0;
            while (form.remaining() >= HEAD_BYTES) {
                int place = Short.toUnsignedInt(form.getShort()) << 8 | form.get() & 0xff;
                int length = Math.min(Short.toUnsignedInt(form.getShort()), form.remaining());
                ByteBuffer bytes = form.slice(form.position(), length);
                form.position(form.position() + length);
                longest = Math.max(longest, place);
                for (long at = place; bytes.hasRemaining(); ) {
                    at += channel.write(bytes, at);
                }
            }
            if (channel.size() < longest) {
                channel.write(ByteBuffer.allocate(1), longest - 1L);
            }
        }
    }
}
