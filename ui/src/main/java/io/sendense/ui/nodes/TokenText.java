package io.sendense.ui.nodes;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A node's token as it stands in a file.
final class TokenText {
    /// A token is far shorter; what is longer is another file.
    private static final int MOST_BYTES = 4096;

    private TokenText() {}

    /// Blocks while it reads.
    ///
    /// @throws EngineException `REQUEST-INVALID`: the file cannot be read
    static String read(Path file) throws EngineException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID).because(e).toException(e);
        }
    }
}
