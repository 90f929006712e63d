package io.sendense.engine;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
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
            throw problem(cause(CauseCode.CANNOT_BE_READ).because(e.explanation())).toException(e);
        }
    }

    private byte[] content() throws EngineException {
        Optional<Sha256> stored = point.manifest().digestOf(StoredFile.CONFIGURATION);
        if (stored.isEmpty()) {
            throw problem(cause(CauseCode.NOT_IN_MANIFEST)).toException();
        }
        Path file = point.folder().resolve(StoredFile.CONFIGURATION);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw problem(cause(CauseCode.TOO_LARGE).withBytes("most", MOST_BYTES))
                        .toException();
            }
            Sha256 found = Sha256.of(content);
            if (!found.equals(stored.get())) {
                throw problem(
                                cause(CauseCode.SHA256_DIFFERS)
                                        .with("found", found.hex())
                                        .with("expected", stored.get().hex()))
                        .toException();
            }
            return content;
        } catch (IOException e) {
            throw problem(cause(CauseCode.CANNOT_BE_READ).because(e)).toException(e);
        }
    }

    private static Cause cause(CauseCode code) {
        return Cause.of(code).with("path", StoredFile.CONFIGURATION);
    }

    private Problem problem(Cause cause) {
        return Problem.of(ProblemCode.POINT_DAMAGED)
                .with("point", point.id().value())
                .because(cause);
    }
}
