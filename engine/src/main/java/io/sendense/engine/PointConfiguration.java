package io.sendense.engine;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.StoredFile;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.restore.UnreadableConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The configuration that a restore point keeps of its VM. Immutable.
record PointConfiguration(RestorePoint point) {
    private static final int MOST_BYTES = 16 << 20;

    /// What the VM becomes when it is restored elsewhere.
    ///
    /// @throws EngineException `POINT-DAMAGED`: it is gone, is not the one that was stored, or
    ///   cannot be read
    RestorePlan plan() throws EngineException {
        String xml = new String(content(), StandardCharsets.UTF_8);
        try {
            return point.manifest().digestOf(StoredFile.NVRAM).isPresent()
                    ? RestorePlan.of(xml)
                    : RestorePlan.withoutNvram(xml);
        } catch (UnreadableConfigurationException e) {
            throw damaged("cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] content() throws EngineException {
        Optional<Sha256> stored = point.manifest().digestOf(StoredFile.CONFIGURATION);
        if (stored.isEmpty()) {
            throw damaged("is not in its manifest", null);
        }
        Path file = point.folder().resolve(StoredFile.CONFIGURATION);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw damaged("has more than " + MOST_BYTES + " bytes", null);
            }
            Sha256 found = Sha256.of(content);
            if (!found.equals(stored.get())) {
                throw damaged("has the SHA-256 " + found + ", expected " + stored.get(), null);
            }
            return content;
        } catch (IOException e) {
            throw damaged("cannot be read: " + e, e);
        }
    }

    private EngineException damaged(String what, @Nullable Exception why) {
        Problem problem =
                Problem.of(ProblemCode.POINT_DAMAGED)
                        .with("point", point.id().value())
                        .with("cause", StoredFile.CONFIGURATION + " " + what);
        return why == null ? problem.toException() : problem.toException(why);
    }
}
