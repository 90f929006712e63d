package io.sendense.engine.lab.content;

import static io.sendense.engine.lab.content.Generator.UNIT_BYTES;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Makes what [PackedImage] reads. Run by `src/lab-images/build.sh`:
///
/// ```
/// ImagePacker fill MANIFEST FOLDER         writes the manifest's files below the folder
/// ImagePacker pack MANIFEST IMAGE PACKED   packs an image that holds these files
/// ```
///
/// It knows the generated units by their content alone, so it needs to understand no file system,
/// and whatever it does not know goes in byte by byte.
public final class ImagePacker {
    /// The seed of the files while the image is made. Each lab disk reads them with its own.
    static final long BUILD_SEED = 1;

    private static final Generator GENERATOR = new Generator(BUILD_SEED);

    private final Map<Long, Long> numbers = new HashMap<>();

    private ImagePacker(ImageManifest manifest) {
        for (ImageManifest.Entry entry : manifest.entries()) {
            for (long number = entry.firstNumber(); number < entry.endNumber(); number++) {
                Long other = numbers.put(fingerprint(unit(number)), number);
                if (other != null) {
                    throw new IllegalStateException("units " + other + " and " + number);
                }
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        ImageManifest manifest = ImageManifest.parse(Files.readString(Path.of(arguments[1])));
        switch (arguments[0]) {
            case "fill" -> fill(manifest, Path.of(arguments[2]));
            case "pack" -> {
                byte[] packed = pack(manifest, BytesOf.file(Path.of(arguments[2])));
                Files.write(Path.of(arguments[3]), packed);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void fill(ImageManifest manifest, Path folder) throws IOException {
        for (ImageManifest.Entry entry : manifest.entries()) {
            Path file = folder.resolve(entry.path());
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                for (long number = entry.firstNumber(); number < entry.endNumber(); number++) {
                    out.write(unit(number));
                }
            }
        }
    }

    /// A source of units that knows its size.
    record BytesOf(long sizeBytes, BytesAt bytes) {
        static BytesOf file(Path file) throws IOException {
            var channel = java.nio.channels.FileChannel.open(file);
            return new BytesOf(
                    channel.size(),
                    (offset, target) -> {
                        while (target.hasRemaining()) {
                            offset += channel.read(target, offset);
                        }
                    });
        }
    }

    /// Packs an image.
    ///
    /// @throws IllegalStateException not every unit of the manifest is in the image
    static byte[] pack(ImageManifest manifest, BytesOf image) throws IOException {
        ImagePacker packer = new ImagePacker(manifest);
        List<ImageRun> runs = packer.runs(image);
        long found =
                runs.stream()
                        .filter(ImageRun.Generated.class::isInstance)
                        .mapToLong(ImageRun::count)
                        .sum();
        if (found != packer.numbers.size()) {
            throw new IllegalStateException(
                    found + " of " + packer.numbers.size() + " generated units are in the image");
        }
        return encode(image.sizeBytes(), runs);
    }

    private List<ImageRun> runs(BytesOf image) throws IOException {
        List<ImageRun> runs = new ArrayList<>();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 20);
        byte[] unit = new byte[UNIT_BYTES];
        for (long offset = 0; offset < image.sizeBytes(); offset += chunk.capacity()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), image.sizeBytes() - offset));
            image.bytes().read(offset, chunk);
            chunk.flip();
            if (Zeroes.onlyIn(chunk)) {
                continue;
            }
            for (int at = 0; at < chunk.limit(); at += UNIT_BYTES) {
                chunk.get(at, unit);
                add((offset + at) / UNIT_BYTES, unit, runs);
            }
        }
        return runs;
    }

    private void add(long position, byte[] unit, List<ImageRun> runs) {
        ImageRun last = runs.isEmpty() ? null : runs.getLast();
        boolean adjoins = last != null && last.endUnit() == position;
        Long number = numbers.get(fingerprint(unit));
        if (number != null && Arrays.equals(unit(number), unit)) {
            if (adjoins
                    && last instanceof ImageRun.Generated(long first, int count, long from)
                    && from + count == number) {
                runs.set(runs.size() - 1, new ImageRun.Generated(first, count + 1, from));
            } else {
                runs.add(new ImageRun.Generated(position, 1, number));
            }
        } else if (filled(unit)) {
            byte value = unit[0];
            if (adjoins
                    && last instanceof ImageRun.Filled(long first, int count, byte same)
                    && same == value) {
                runs.set(runs.size() - 1, new ImageRun.Filled(first, count + 1, value));
            } else if (value != 0) {
                runs.add(new ImageRun.Filled(position, 1, value));
            }
        } else if (adjoins && last instanceof ImageRun.Literal(long first, ByteBuffer bytes)) {
            ByteBuffer longer = ByteBuffer.allocate(bytes.capacity() + UNIT_BYTES);
            longer.put(bytes.slice(0, bytes.capacity())).put(unit);
            runs.set(runs.size() - 1, new ImageRun.Literal(first, longer));
        } else {
            runs.add(new ImageRun.Literal(position, ByteBuffer.wrap(unit.clone())));
        }
    }

    private static boolean filled(byte[] unit) {
        return Arrays.mismatch(unit, 0, UNIT_BYTES - 1, unit, 1, UNIT_BYTES) < 0;
    }

    private static byte[] encode(long sizeBytes, List<ImageRun> runs) throws IOException {
        var packed = new java.io.ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new BestGzip(packed))) {
            out.writeInt(PackedImage.MAGIC);
            out.writeShort(PackedImage.VERSION);
            out.writeLong(sizeBytes);
            for (ImageRun run : runs) {
                switch (run) {
                    case ImageRun.Literal(long first, ByteBuffer bytes) -> {
                        head(out, ImageRun.LITERAL, first, run.count());
                        out.write(bytes.array());
                    }
                    case ImageRun.Generated(long first, int count, long number) -> {
                        head(out, ImageRun.GENERATED, first, count);
                        out.writeLong(number);
                    }
                    case ImageRun.Filled(long first, int count, byte value) -> {
                        head(out, ImageRun.FILLED, first, count);
                        out.writeByte(value);
                    }
                }
            }
            out.writeByte(0);
        }
        return packed.toByteArray();
    }

    private static void head(DataOutputStream out, int kind, long first, int count)
            throws IOException {
        out.writeByte(kind);
        out.writeLong(first);
        out.writeInt(count);
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    static byte[] unit(long number) {
        ByteBuffer unit = ByteBuffer.allocate(UNIT_BYTES);
        GENERATOR.put(number, 0, UNIT_BYTES, unit);
        return unit.array();
    }

    private static long fingerprint(byte[] unit) {
        return ByteBuffer.wrap(unit).getLong(1024) * 31 + Arrays.hashCode(unit);
    }
}
