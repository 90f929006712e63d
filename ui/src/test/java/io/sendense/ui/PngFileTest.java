package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngFileTest {
    @Test
    void anotherReaderSeesTheSamePixels() throws IOException {
        int width = 61;
        int height = 37;
        int[] pixels = new int[width * height];
        Random random = new Random(7);
        for (int i = 0; i < pixels.length; i++) {
            boolean flat = i / width % 3 == 0;
            pixels[i] = 0xff000000 | (flat ? 0x204060 + i % width : random.nextInt(1 << 24));
        }
        BufferedImage read =
                ImageIO.read(new ByteArrayInputStream(PngFile.encode(width, height, pixels)));
        assertThat(read.getRGB(0, 0, width, height, null, 0, width)).isEqualTo(pixels);
    }
}
