package io.sendense.ui;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes pictures as PNG (ISO/IEC 15948): 8 bits each of red, green and blue, no alpha. Chooses
/// for each line the filter with the smallest sum of differences, as section 12.8 advises.
final class PngFile {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int SAMPLES = 3;

    private PngFile() {}

    /// The bytes of a PNG file.
    ///
    /// @param argb one pixel in each, line after line; alpha is left aside
    static byte[] encode(int width, int height, int[] argb) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height));
            chunk(out, "IDAT", pixels(width, height, argb));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(width);
            out.writeInt(height);
            out.write(new byte[] {8, 2, 0, 0, 0});
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content)
            throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }

    private static byte[] pixels(int width, int height, int[] argb) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            byte[] above = new byte[width * SAMPLES];
            for (int y = 0; y < height; y++) {
                byte[] line = line(width, y, argb);
                out.write(best(line, above));
                above = line;
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] line(int width, int y, int[] argb) {
        byte[] line = new byte[width * SAMPLES];
        for (int x = 0; x < width; x++) {
            int pixel = argb[y * width + x];
            line[x * SAMPLES] = (byte) (pixel >> 16);
            line[x * SAMPLES + 1] = (byte) (pixel >> 8);
            line[x * SAMPLES + 2] = (byte) pixel;
        }
        return line;
    }

    private static byte[] best(byte[] line, byte[] above) {
        byte[] best = filtered(0, line, above);
        for (int filter = 1; filter <= 4; filter++) {
            byte[] other = filtered(filter, line, above);
            if (differences(other) < differences(best)) {
                best = other;
            }
        }
        return best;
    }

    private static long differences(byte[] filtered) {
        long sum = 0;
        for (int i = 1; i < filtered.length; i++) {
            sum += Math.abs(filtered[i]);
        }
        return sum;
    }

    private static byte[] filtered(int filter, byte[] line, byte[] above) {
        byte[] out = new byte[line.length + 1];
        out[0] = (byte) filter;
        for (int i = 0; i < line.length; i++) {
            int left = i < SAMPLES ? 0 : line[i - SAMPLES] & 0xff;
            int up = above[i] & 0xff;
            int corner = i < SAMPLES ? 0 : above[i - SAMPLES] & 0xff;
            int predicted =
                    switch (filter) {
                        case 0 -> 0;
                        case 1 -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        default -> paeth(left, up, corner);
                    };
            out[i + 1] = (byte) (line[i] - predicted);
        }
        return out;
    }

    private static int paeth(int left, int up, int corner) {
        int estimate = left + up - corner;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
