package io.sendense.engine.home;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/// Folders that nobody else can read or put things into.
final class PrivateFolder {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /// Makes a folder for its owner only, with its parents. One that exists has to be ours; its
    /// permissions are the operator's choice.
    static void make(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            requireOurs(path);
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (isPosix(path)) {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createDirectory(path);
        }
    }

    /// As `make`, for a folder that is ours to decide on: no link, and closed to all others.
    static void makeInside(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new ExplainedException(
                    Cause.of(CauseCode.FOLDER_IS_A_LINK).with("path", path.toString()));
        }
        make(path);
        if (isPosix(path)
                && !Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    /// Who we are is asked of a file we make: names of users are missing in some containers.
    private static void requireOurs(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        Path own = Files.createTempFile(folder, ".owner", ".tmp");
        UserPrincipal us;
        try {
            us = Files.getOwner(own);
        } finally {
            Files.delete(own);
        }
        UserPrincipal owner = Files.getOwner(folder);
        if (!owner.equals(us)) {
            throw new ExplainedException(
                    Cause.of(CauseCode.FOLDER_OF_ANOTHER_USER)
                            .with("path", folder.toString())
                            .with("owner", owner.toString())
                            .with("us", us.toString()));
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
