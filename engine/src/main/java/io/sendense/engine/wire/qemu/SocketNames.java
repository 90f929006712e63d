package io.sendense.engine.wire.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/// Names of sockets that nobody else has and nobody else reaches. Stateless.
final class SocketNames {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    /// With the ending no longer than `control.sock`, which the home's folder has room for.
    private static final int RANDOM_CHARACTERS = 7;

    private static final String ENDING = ".nbd";
    private static final int ATTEMPTS = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SocketNames() {}

    /// A path in the folder where nothing is.
    ///
    /// @throws IOException others can enter the folder
    static Path unused(Path folder) throws IOException {
        requirePrivate(folder);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < RANDOM_CHARACTERS; i++) {
                name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
            Path path = folder.resolve(name.append(ENDING).toString());
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        }
        throw new IOException("no unused name for a socket in " + folder);
    }

    private static void requirePrivate(Path folder) throws IOException {
        Set<PosixFilePermission> others = EnumSet.allOf(PosixFilePermission.class);
        others.removeAll(
                Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
        others.retainAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
        if (!others.isEmpty()) {
            throw new IOException("others can enter " + folder);
        }
    }
}
