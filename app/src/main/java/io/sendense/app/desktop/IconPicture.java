package io.sendense.app.desktop;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import javax.imageio.ImageIO;

/// The console's icon in any size, with a bar for progress. Immutable.
final class IconPicture {
    private static final Color DONE = new Color(0x2DA44E);
    private static final Color TO_DO = new Color(0xD0D7DE);

    private final BufferedImage whole;

    private IconPicture(BufferedImage whole) {
        this.whole = whole;
    }

    /// Reads a PNG.
    ///
    /// @throws IOException it is none
    static IconPicture read(URI png) throws IOException {
        BufferedImage read = ImageIO.read(png.toURL());
        if (read == null) {
            throw new IOException("the icon is no PNG");
        }
        return new IconPicture(read);
    }

    /// The icon in this many pixels.
    ///
    /// @param fraction from 0 to 1; negative for no bar
    BufferedImage of(int width, int height, double fraction) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D brush = image.createGraphics();
        try {
            brush.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            brush.drawImage(whole, 0, 0, width, height, null);
            if (fraction >= 0) {
                int thick = Math.max(2, height / 6);
                int done = (int) Math.round(width * Math.clamp(fraction, 0, 1));
                brush.setColor(TO_DO);
                brush.fillRect(0, height - thick, width, thick);
                brush.setColor(DONE);
                brush.fillRect(0, height - thick, done, thick);
            }
        } finally {
            brush.dispose();
        }
        return image;
    }
}
