package io.sendense.engine.lab.content;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Unpacked images, each unpacked once, when it is first asked for, and shared by all disks of a
/// lab. Thread-safe.
public final class ImageLibrary {
    private final Map<ShippedImage, PackedImage> images = new ConcurrentHashMap<>();

    PackedImage image(ShippedImage which) {
        return images.computeIfAbsent(which, ShippedImage::open);
    }
}
