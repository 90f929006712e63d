package io.sendense.engine.home;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Small files, one for each thing held, on stable storage before the thing is asked for: whoever
/// lost the catalog can still tell what to give back. Thread-safe.
///
/// Each is `<kind>-<record>.json`, written under another name, flushed, renamed; then the folder is
/// flushed.
public final class HeldIntents {
    private static final String ENDING = ".json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    HeldIntents(Path folder) {
        this.folder = folder;
    }

    /// Records an intent; when this returns it survives a power cut.
    ///
    /// @throws EngineException `HOME-UNUSABLE`
    public void record(HeldIntent intent) throws EngineException {
        Path file = file(intent.kind(), intent.record());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            byte[] content = JSON.writeValueAsBytes(intent);
            try (FileChannel channel =
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            flushFolder();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Forgets what was given back. Repeatable.
    public void remove(String kind, long record) throws EngineException {
        try {
            if (Files.deleteIfExists(file(kind, record))) {
                flushFolder();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Everything that is recorded; files that are no intents are passed over.
    public List<HeldIntent> list() throws EngineException {
        List<HeldIntent> intents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).sorted().toList()) {
                try {
                    intents.add(JSON.readValue(Files.readAllBytes(file), HeldIntent.class));
                } catch (JacksonException e) {
                    throw unusable(new IOException(file + " is damaged", e));
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return intents;
    }

    private Path file(String kind, long record) {
        return folder.resolve(kind + "-" + record + ENDING);
    }

    /// Makes a rename or removal last. Windows cannot open folders and needs no such thing.
    private void flushFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private EngineException unusable(IOException cause) {
        return Problem.of(ProblemCode.HOME_UNUSABLE)
                .with("path", folder.toString())
                .with("cause", String.valueOf(cause.getMessage()))
                .toException(cause);
    }
}
