package io.sendense.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IconPictureTest {
    private static final int GREEN = 0xFF2DA44E;

    @TempDir private Path folder;

    @Test
    void showsHowMuchIsDone() throws IOException {
        IconPicture picture = IconPicture.read(png(folder));
        assertThat(picture.of(24, 24, -1).getRGB(3, 23)).as("no bar").isEqualTo(0xFF0000FF);
        BufferedImage half = picture.of(24, 24, 0.5);
        assertThat(half.getRGB(3, 23)).isEqualTo(GREEN);
        assertThat(half.getRGB(20, 23)).isNotEqualTo(GREEN);
        assertThat(half.getRGB(12, 5)).as("the icon above").isEqualTo(0xFF0000FF);
        assertThat(picture.of(24, 24, 1).getRGB(23, 23)).isEqualTo(GREEN);
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        Path none = Files.write(folder.resolve("none.png"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> IconPicture.read(none.toUri())).isInstanceOf(IOException.class);
    }

    private static URI png(Path folder) throws IOException {
        BufferedImage blue = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                blue.setRGB(x, y, 0xFF0000FF);
            }
        }
        Path file = folder.resolve("icon.png");
        ImageIO.write(blue, "png", file.toFile());
        return file.toUri();
    }
}
