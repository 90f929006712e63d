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

/// Small files, one for each program that was started, on stable storage before it is: the next
/// owner of the home can tell what a dead one left running. Thread-safe.
public final class HeldChildren {
    private static final String ENDING = ".json";
    private static final Logger LOG = LoggerFactory.getLogger(HeldChildren.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    HeldChildren(Path folder) {
        this.folder = folder;
    }

    /// Records a child, in place of what was recorded under its name.
    public void write(HeldChild child) throws IOException {
        DurableFile.write(file(child.name()), JSON.writeValueAsBytes(child));
    }

    /// Forgets one that has ended. Repeatable.
    public void remove(String name) throws IOException {
        DurableFile.delete(file(name));
    }

    /// Everything that is recorded. A file that is damaged stays and is told of in the log.
    ///
    /// @throws EngineException `HOME-UNUSABLE`
    public List<HeldChild> list() throws EngineException {
        List<HeldChild> children = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).sorted().toList()) {
                try {
                    children.add(JSON.readValue(Files.readAllBytes(file), HeldChild.class));
                } catch (JacksonException e) {
                    LOG.warn("{} is damaged: what it stands for is not ended", file, e);
                }
            }
        } catch (IOException e) {
            throw Problem.of(ProblemCode.HOME_UNUSABLE)
                    .with("path", folder.toString())
                    .because(e)
                    .toException(e);
        }
        return children;
    }

    private Path file(String name) {
        return FileNames.inside(folder, name + ENDING);
    }
}
