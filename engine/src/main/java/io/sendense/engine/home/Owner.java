package io.sendense.engine.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who owns a home, as `engine.json` tells; after a crash who owned it. Immutable.
///
/// @param pid its process id
/// @param process random text of its process: process ids come again
/// @param socket where it listens
/// @param version of its program
public record Owner(long pid, String process, Path socket, String version) {
    private static final Logger LOG = LoggerFactory.getLogger(Owner.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String THIS_PROCESS = UUID.randomUUID().toString();
    private static final int MAX_BYTES = 16 << 10;

    static Owner current(Path socket, String version) {
        return new Owner(ProcessHandle.current().pid(), THIS_PROCESS, socket, version);
    }

    boolean isThisProcess() {
        return process.equals(THIS_PROCESS);
    }

    void write(EngineHome home) throws IOException {
        String json =
                JSON.createObjectNode()
                        .put("pid", pid)
                        .put("process", process)
                        .put("socket", socket.toString())
                        .put("version", version)
                        .toString();
        DurableFile.write(home.ownerFile(), json.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty where there is no such file, or none that can be read.
    static Optional<Owner> read(EngineHome home) {
        Path file = home.ownerFile();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return Optional.of(
                    new Owner(
                            json.path("pid").asLong(0),
                            json.path("process").asString(""),
                            Path.of(json.path("socket").asString("")),
                            json.path("version").asString("")));
        } catch (IOException | JacksonException | java.nio.file.InvalidPathException e) {
            LOG.warn("{} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
