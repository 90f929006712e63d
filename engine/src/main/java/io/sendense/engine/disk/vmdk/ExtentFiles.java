package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Opens the extents a descriptor lists. Stateless but for what it is made with.
///
/// A name must be that of a regular file in or below the descriptor's folder, links resolved:
/// without a root, a drive or `..`.
final class ExtentFiles {
    private static final Set<String> FLAT_TYPES = Set.of("FLAT", "VMFS");

    private final Path descriptor;
    private final ChainCaches caches;

    /// @param descriptor a real path
    ExtentFiles(Path descriptor, ChainCaches caches) {
        this.descriptor = descriptor;
        this.caches = caches;
    }

    VmdkExtent open(ExtentLine line) throws IOException {
        if (line.bytes() == 0) {
            throw broken(line, "has no sectors");
        }
        if (line.access().equals("NOACCESS")) {
            throw new UnsupportedVmdkException(
                    descriptor.toString(), "an extent without access (line " + line.number() + ")");
        }
        if (line.type().equals("ZERO")) {
            return new ZeroExtent(line.bytes());
        }
        if (FLAT_TYPES.contains(line.type())) {
            return FlatExtent.open(resolve(line), line.offset(), line.bytes());
        }
        if (line.type().equals("SPARSE")) {
            return sparse(line);
        }
        Optional<RedoLogFormat> redo = RedoLogFormat.ofExtent(line.type());
        if (redo.isPresent()) {
            return RedoExtent.open(resolve(line), redo.get(), line.bytes(), caches.redo());
        }
        throw new UnsupportedVmdkException(
                descriptor.toString(), "an extent of type " + line.type() + meaning(line.type()));
    }

    private static String meaning(String type) {
        return switch (type) {
            case "VMFSRDM", "VMFSRDMP", "VMFSRAW" -> " (a raw device mapping)";
            default -> "";
        };
    }

    private VmdkExtent sparse(ExtentLine line) throws IOException {
        Path path = resolve(line);
        PositionedFile file = PositionedFile.open(path, false);
        try {
            if (SparseFile.magic(file, 0) != SparseHeader.MAGIC) {
                throw broken(line, "names '" + line.file() + "', which is no sparse extent");
            }
            SparseFile sparse = SparseFile.over(file);
            if (sparse.header().capacityBytes() < line.bytes()) {
                throw broken(
                        line,
                        "gives '"
                                + line.file()
                                + "' "
                                + line.bytes()
                                + " bytes, its header "
                                + sparse.header().capacityBytes());
            }
            return SparseExtent.over(sparse, line.bytes(), caches);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Path resolve(ExtentLine line) throws IOException {
        String name = line.file();
        if (name.isEmpty()) {
            throw broken(line, "names no file");
        }
        if (!plain(name)) {
            throw refused(line, "which is not a plain name below the descriptor's folder");
        }
        Path file;
        try {
            file = descriptor.resolveSibling(name).toRealPath();
        } catch (InvalidPathException e) {
            throw refused(line, "which is no file name: " + e.getReason());
        } catch (NoSuchFileException _) {
            throw refused(line, "which does not exist");
        } catch (FileSystemException e) {
            throw refused(line, "which cannot be reached: " + e.getMessage());
        }
        Path folder = descriptor.getParent();
        if (folder == null || !file.startsWith(folder)) {
            throw refused(line, "which lies outside of '" + folder + "'");
        }
        if (file.equals(descriptor)) {
            throw refused(line, "which is the descriptor itself");
        }
        if (!Files.isRegularFile(file)) {
            throw refused(line, "which is no regular file");
        }
        return file;
    }

    /// Rooted names, drives and `..` of any system, whichever this one is.
    private static boolean plain(String name) {
        if (name.startsWith("/") || name.startsWith("\\") || name.matches("(?s)[A-Za-z]:.*")) {
            return false;
        }
        for (String part : name.split("[/\\\\]", -1)) {
            if (part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private VmdkFormatException refused(ExtentLine line, String why) {
        return broken(line, "names '" + line.file() + "', " + why);
    }

    private VmdkFormatException broken(ExtentLine line, String problem) {
        return new VmdkFormatException(
                descriptor.toString(), "extent in line " + line.number() + " " + problem);
    }
}
