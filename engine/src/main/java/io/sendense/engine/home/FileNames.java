package io.sendense.engine.home;

import java.nio.file.Path;

/// Names that become files. Stateless.
final class FileNames {
    private FileNames() {}

    /// A file of this name directly in a folder.
    ///
    /// @throws IllegalArgumentException the name would lead out of the folder or below it
    static Path inside(Path folder, String name) {
        if (name.contains("/")
                || name.contains("\\")
                || name.contains("\0")
                || name.startsWith(".")) {
            throw new IllegalArgumentException("no name of a file: " + name);
        }
        return folder.resolve(name);
    }
}
