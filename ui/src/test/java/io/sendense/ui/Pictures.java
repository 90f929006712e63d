package io.sendense.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/// Pictures of the console for its documentation. They are taken in every test run, so that this
/// keeps working, and written only when `-Dsendense.pictures=write` asks for it, so that the tree
/// stays as it is. FX thread only.
final class Pictures {
    private static final Path FOLDER = Path.of("doc/pictures");
    private static final int MOST_BYTES = 400 << 10;

    private Pictures() {}

    static void take(Scene scene, String name) {
        keep(scene.getRoot().snapshot(null, null), name);
    }

    static void keep(WritableImage image, String name) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        byte[] png = PngFile.encode(width, height, pixels);
        if (png.length > MOST_BYTES) {
            throw new IllegalStateException(name + " has " + png.length + " bytes");
        }
        if ("write".equals(System.getProperty("sendense.pictures"))) {
            try {
                Files.createDirectories(FOLDER);
                Files.write(FOLDER.resolve(name + ".png"), png);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
