package io.sendense.engine.home;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Small files, one for each thing held, on stable storage before the thing is asked for: whoever
/// lost the catalog can still tell what to give back. Thread-safe.
///
/// Each is `<kind>-<name>.json`, written as a [DurableFile]; an interrupt does not disturb that.
public final class HeldIntents {
    private static final String ENDING = ".json";
    private static final Logger LOG = LoggerFactory.getLogger(HeldIntents.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    HeldIntents(Path folder) {
        this.folder = folder;
    }

    /// Records an intent; when this returns it survives a power cut.
    ///
    /// @throws EngineException `HOME-UNUSABLE`
    public void record(HeldIntent intent) throws EngineException {
        try {
            DurableFile.write(file(intent.kind(), intent.name()), JSON.writeValueAsBytes(intent));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Forgets what was given back. Repeatable.
    public void remove(String kind, String name) throws EngineException {
        try {
            DurableFile.delete(file(kind, name));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// Everything that is recorded. A file that is damaged stays and is told of in the log: it must
    /// not keep the others from being given back.
    public List<HeldIntent> list() throws EngineException {
        List<HeldIntent> intents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).sorted().toList()) {
                try {
                    intents.add(JSON.readValue(Files.readAllBytes(file), HeldIntent.class));
                } catch (JacksonException e) {
                    LOG.warn("{} is damaged: what it stands for is not given back", file, e);
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return intents;
    }

    private Path file(String kind, String name) {
        return FileNames.inside(folder, kind + "-" + name + ENDING);
    }

    private EngineException unusable(IOException cause) {
        return Problem.of(ProblemCode.HOME_UNUSABLE)
                .with("path", folder.toString())
                .because(cause)
                .toException(cause);
    }
}
