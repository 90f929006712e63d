package io.sendense.engine.disk.vmdk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which parents a delta may name. Immutable.
///
/// The name comes from a file and is not trusted: where a folder was given, the file must lie below
/// it (links resolved). Loops and chains of more than `MAX_DEPTH` disks are refused always.
public final class ParentFiles {
    /// The longest chain, in disks.
    public static final int MAX_DEPTH = 256;

    private enum Rule {
        NONE,
        WITHIN,
        ANYWHERE
    }

    private final Rule rule;
    private final List<Path> roots;

    private ParentFiles(Rule rule, List<Path> roots) {
        this.rule = rule;
        this.roots = List.copyOf(roots);
    }

    /// For disks that must stand alone.
    public static ParentFiles none() {
        return new ParentFiles(Rule.NONE, List.of());
    }

    /// Follows names below `root` only.
    ///
    /// @param root must exist
    public static ParentFiles within(Path root) throws IOException {
        return within(List.of(root.toRealPath()));
    }

    /// Follows names below any of these folders only.
    ///
    /// @param roots real paths
    public static ParentFiles within(List<Path> roots) {
        return new ParentFiles(Rule.WITHIN, roots);
    }

    /// Follows every name: for files whose origin is trusted.
    public static ParentFiles anywhere() {
        return new ParentFiles(Rule.ANYWHERE, List.of());
    }

    /// The parent's real path.
    ///
    /// @param chain real paths, from the disk opened first down to the one that names the parent
    Path resolve(Optional<String> hint, List<Path> chain) throws IOException {
        Path child = chain.getLast();
        if (hint.isEmpty()) {
            throw new VmdkFormatException(
                    child.toString(), "is a delta, but names no parent (parentFileNameHint)");
        }
        String name = hint.get();
        if (rule == Rule.NONE) {
            throw refused(child, name, "which is not allowed here");
        }
        Path file = real(child, name);
        if (rule == Rule.WITHIN && roots.stream().noneMatch(file::startsWith)) {
            throw refused(child, name, "which lies outside of '" + roots.getFirst() + "'");
        }
        if (chain.contains(file)) {
            throw refused(child, name, "which is in its own chain: the chain is a loop");
        }
        if (chain.size() >= MAX_DEPTH) {
            throw refused(child, name, "which is deeper than " + MAX_DEPTH + " disks");
        }
        if (!Files.isRegularFile(file)) {
            throw refused(child, name, "which is no regular file");
        }
        return file;
    }

    private static Path real(Path child, String name) throws IOException {
        try {
            return child.resolveSibling(name).toRealPath();
        } catch (InvalidPathException e) {
            throw refused(child, name, "which is no file name: " + e.getReason());
        } catch (NoSuchFileException _) {
            throw refused(child, name, "which does not exist");
        } catch (FileSystemException e) {
            throw refused(child, name, "which cannot be reached: " + e.getMessage());
        }
    }

    private static VmdkFormatException refused(Path child, String name, String why) {
        return new VmdkFormatException(child.toString(), "is a delta of '" + name + "', " + why);
    }
}
