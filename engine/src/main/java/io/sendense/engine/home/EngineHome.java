package io.sendense.engine.home;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Where everything of one engine lies. Immutable.
public final class EngineHome {
    /// Longest path of a Unix socket that every system takes, with its closing zero byte left out.
    private static final int MAX_SOCKET_BYTES = 103;

    private final Path folder;
    private final Path sockets;

    private EngineHome(Path folder, Path sockets) {
        this.folder = folder;
        this.sockets = sockets;
    }

    /// Opens a home, and makes its folders where they are missing.
    ///
    /// @throws EngineException `HOME-UNUSABLE`
    public static EngineHome create(Path folder) throws EngineException {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            PrivateFolder.make(absolute);
            PrivateFolder.makeInside(absolute.resolve("logs"));
            PrivateFolder.makeInside(absolute.resolve("held"));
            PrivateFolder.makeInside(absolute.resolve("children"));
            return new EngineHome(absolute, socketFolder(absolute));
        } catch (IOException | UnsupportedOperationException e) {
            throw Problem.of(ProblemCode.HOME_UNUSABLE)
                    .with("path", absolute.toString())
                    .because(e)
                    .toException(e);
        }
    }

    /// Sockets lie in the home where its path is short enough, else in a private folder of the
    /// system's temporary one whose name comes from the home's path, so that every process finds
    /// the same.
    private static Path socketFolder(Path home) throws IOException {
        Path inside = home.resolve("run");
        int longest =
                inside.resolve("control.sock").toString().getBytes(StandardCharsets.UTF_8).length;
        Path sockets =
                longest <= MAX_SOCKET_BYTES
                        ? inside
                        : Path.of(System.getProperty("java.io.tmpdir"))
                                .resolve("sendense-" + PathDigest.of(home));
        PrivateFolder.makeInside(sockets);
        return sockets;
    }

    public Path folder() {
        return folder;
    }

    /// What tells this home from all others, for ever: 128 random bits, made when it is first asked
    /// for. To be asked by the home's owner only.
    ///
    /// @throws EngineException `HOME-UNUSABLE`
    public String id() throws EngineException {
        Path file = folder.resolve("home.id");
        try {
            if (!Files.exists(file)) {
                DurableFile.write(file, UUID.randomUUID().toString().getBytes(US_ASCII));
            }
            return UUID.fromString(Files.readString(file, US_ASCII).strip()).toString();
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.of(ProblemCode.HOME_UNUSABLE)
                    .with("path", file.toString())
                    .because(e)
                    .toException(e);
        }
    }

    /// Path of the catalog without its ending, as H2 takes it.
    public Path catalogFile() {
        return folder.resolve("catalog");
    }

    /// The repository that backups go to when none is named.
    public Path defaultRepository() {
        return folder.resolve("repository");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /// The socket through which layers are written.
    public Path nbdSocket() {
        return sockets.resolve("nbd.sock");
    }

    /// The socket through which other processes reach the engine.
    public Path controlSocket() {
        return sockets.resolve("control.sock");
    }

    /// Locked by the engine that owns this home. Never open it for anything else: closing any
    /// channel to it would give the lock away.
    Path lockFile() {
        return folder.resolve("engine.lock");
    }

    /// Tells who owns this home.
    Path ownerFile() {
        return folder.resolve("engine.json");
    }

    /// The encrypted secrets.
    public Path secretsFile() {
        return folder.resolve("secrets.enc");
    }

    /// The key of the encrypted secrets, where the operator chose no other place for it.
    public Path secretsKeyFile() {
        return folder.resolve("secrets.key");
    }

    /// Remembers which store was chosen for the secrets.
    public Path secretsChoiceFile() {
        return folder.resolve("secrets.store");
    }

    /// What is held at this moment.
    public HeldIntents heldIntents() {
        return new HeldIntents(folder.resolve("held"));
    }

    /// Programs that were started and have not ended, as far as this home knows.
    public HeldChildren heldChildren() {
        return new HeldChildren(folder.resolve("children"));
    }

    /// A folder that only its owner can enter, for sockets with names of 12 characters at most.
    public Path socketFolder() {
        return sockets;
    }
}
