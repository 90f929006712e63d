package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Follows backing file names within one folder, or several. Immutable.
///
/// A name comes from a file and is not trusted: it must be a path, relative to the file that has
/// it, to a regular file that (links resolved) lies below the root. Anything QEMU would take for a
/// protocol (`nbd:`, `http:`, `json:`) is refused, as are loops and chains of more than `MAX_DEPTH`
/// files. A raw backing file must be stated as `raw`: guessing it would let a guest that writes a
/// QCOW2 header into its first sector read other files.
public final class BackingFiles implements BackingOpener {
    /// The longest chain, in files.
    public static final int MAX_DEPTH = 256;

    private final List<Path> roots;

    private BackingFiles(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /// Follows names below `root` only.
    ///
    /// @param root the folder that holds all files of a chain; must exist
    public static BackingFiles within(Path root) throws IOException {
        return new BackingFiles(List.of(root.toRealPath()));
    }

    /// Follows names below `root` too: somebody who may decide it said so.
    ///
    /// @param root a folder; must exist
    public BackingFiles orWithin(Path root) throws IOException {
        List<Path> more = new ArrayList<>(roots);
        more.add(root.toRealPath());
        return new BackingFiles(more);
    }

    /// The folders names are followed in; real paths.
    public List<Path> roots() {
        return roots;
    }

    @Override
    public BlockDevice open(BackingReference reference) throws IOException {
        Path file = resolve(reference);
        String format = reference.backing().format().orElse("qcow2");
        return switch (format) {
            case "qcow2" -> Qcow2Image.openBacking(file, reference, this);
            case "raw" -> RawFileBlockDevice.open(file, false);
            default ->
                    throw new UnsupportedFeatureException(
                            reference.overlay().toString(),
                            "a backing file of format '" + format + "'");
        };
    }

    /// The file that `open` would open for a reference.
    ///
    /// @throws IOException the name may not be followed
    public Path resolve(BackingReference reference) throws IOException {
        String name = reference.backing().name();
        Path file = real(reference, asPath(reference, name));
        if (roots.stream().noneMatch(file::startsWith)) {
            throw refused(reference, "lies outside of '" + roots.getFirst() + "'");
        }
        // A pipe would make us wait, a device would be somebody else's.
        if (!Files.isRegularFile(file)) {
            throw refused(reference, "is no regular file");
        }
        if (reference.chain().contains(file)) {
            throw refused(reference, "is in its own chain: the chain is a loop");
        }
        if (reference.chain().size() >= MAX_DEPTH) {
            throw refused(reference, "is deeper than " + MAX_DEPTH + " files");
        }
        return file;
    }

    private static Path asPath(BackingReference reference, String name) throws IOException {
        try {
            Path path = Path.of(name);
            if (!path.isAbsolute() && hasProtocol(name)) {
                throw refused(reference, "is no file name but names a protocol");
            }
            return reference.overlay().resolveSibling(path);
        } catch (InvalidPathException e) {
            throw refused(reference, "is no file name: " + e.getReason());
        }
    }

    /// QEMU's rule: a colon before the first slash.
    private static boolean hasProtocol(String name) {
        int colon = name.indexOf(':');
        int slash = name.indexOf('/');
        return colon >= 0 && (slash < 0 || colon < slash);
    }

    private static Path real(BackingReference reference, Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException _) {
            throw refused(reference, "does not exist");
        } catch (FileSystemException e) {
            throw refused(reference, "cannot be reached: " + e.getMessage());
        }
    }

    private static Qcow2FormatException refused(BackingReference reference, String why) {
        return new Qcow2FormatException(
                "backing file '"
                        + reference.backing().name()
                        + "' of '"
                        + reference.overlay()
                        + "' "
                        + why);
    }
}
