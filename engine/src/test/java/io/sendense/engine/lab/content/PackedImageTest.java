package io.sendense.engine.lab.content;

import static io.sendense.engine.lab.content.Generator.UNIT_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Extent;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedImageTest {
    private static final int UNITS = 700;
    private static final ImageManifest MANIFEST =
            ImageManifest.parse("# a comment\n\nnoise 40 a/b\ntext 20 c d\nnoise 7 e\n");

    /// Every unit of the manifest in a random place, and literals, fillings and holes between.
    private static byte[] image(Random random) {
        byte[] image = new byte[UNITS * UNIT_BYTES];
        int position = random.nextInt(5);
        for (ImageManifest.Entry entry : MANIFEST.entries()) {
            for (long number = entry.firstNumber(); number < entry.endNumber(); number++) {
                byte[] unit = ImagePacker.unit(number);
                System.arraycopy(unit, 0, image, position * UNIT_BYTES, UNIT_BYTES);
                position++;
                int start = position * UNIT_BYTES;
                switch (random.nextInt(8)) {
                    case 0 -> image[start + random.nextInt(UNIT_BYTES)] = 1;
                    case 1 -> Arrays.fill(image, start, start + 2 * UNIT_BYTES, (byte) 0xFF);
                    case 2 -> position += 4;
                    default -> position -= 2;
                }
                position += 2;
            }
        }
        return image;
    }

    private static byte[] packed(byte[] image) throws IOException {
        return ImagePacker.pack(
                MANIFEST,
                new ImagePacker.BytesOf(
                        image.length,
                        (offset, target) -> target.put(image, (int) offset, target.remaining())));
    }

    @Test
    void givesBackEveryByteWhereverOneStartsToRead() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            byte[] image = image(random);
            PackedImage packed = PackedImage.read(new ByteArrayInputStream(packed(image)));
            assertThat(packed.sizeBytes()).isEqualTo(image.length);
            for (int i = 0; i < 300; i++) {
                int length = random.nextInt(20_000);
                int offset = random.nextInt(image.length - length);
                ByteBuffer target = ByteBuffer.allocate(length);
                packed.read(offset, target, new Generator(ImagePacker.BUILD_SEED));
                assertThat(target.hasRemaining()).isFalse();
                assertThat(Arrays.equals(target.array(), 0, length, image, offset, offset + length))
                        .as("%d bytes at %d", length, offset)
                        .isTrue();
            }
        }
    }

    @Test
    void keepsGeneratedUnitsAsNumbersOnly() throws IOException {
        byte[] image = new byte[100 * UNIT_BYTES];
        for (ImageManifest.Entry entry : MANIFEST.entries()) {
            for (int i = 0; i < entry.units(); i++) {
                byte[] unit = ImagePacker.unit(entry.firstNumber() + i);
                int at = entry.path().equals("e") ? 80 : entry.path().equals("a/b") ? 3 : 50;
                System.arraycopy(unit, 0, image, (at + i) * UNIT_BYTES, UNIT_BYTES);
            }
        }
        byte[] packed = packed(image);
        assertThat(packed).hasSizeLessThan(200);
        PackedImage read = PackedImage.read(new ByteArrayInputStream(packed));
        assertThat(read.generated(40, 47))
                .containsExactly(
                        new GeneratedRange(new Extent(80L * UNIT_BYTES, 7L * UNIT_BYTES), 40));
        assertThat(read.allocated().bytes()).isEqualTo(67L * UNIT_BYTES);
    }

    @Test
    void refusesToPackAnImageThatLacksAFile() {
        assertThatThrownBy(() -> packed(new byte[UNIT_BYTES]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 of 67");
    }

    @Test
    void refusesWhatIsNoImageAndWhatEndsEarly() throws IOException {
        var other = new java.io.ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(other)) {
            out.write(new byte[64]);
        }
        assertThatThrownBy(() -> PackedImage.read(new ByteArrayInputStream(other.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a packed image");
        byte[] whole = packed(image(new Random(1)));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> PackedImage.read(new ByteArrayInputStream(half)))
                .isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @EnumSource(ShippedImage.class)
    void shippedImageHoldsEveryFileOfItsManifest(ShippedImage shipped) {
        PackedImage image = shipped.open();
        for (ImageManifest.Entry entry : shipped.manifest().entries()) {
            long bytes =
                    image.generated(entry.firstNumber(), entry.endNumber()).stream()
                            .mapToLong(range -> range.extent().length())
                            .sum();
            assertThat(bytes).as(entry.path()).isEqualTo((long) entry.units() * UNIT_BYTES);
        }
    }
}
