package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.repository.point.PointScan;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.verify.PointVerifier;
import io.sendense.engine.repository.verify.VerifyReport;
import io.sendense.engine.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A fresh repository for each test; after the test every point in it must verify, and no draft may
/// be left, unless the test said that it does damage.
///
///     @RegisterExtension final SoundRepository sound = new SoundRepository();
public final class SoundRepository implements BeforeEachCallback, AfterEachCallback {
    public static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private @Nullable Path folder;
    private @Nullable Repository repository;
    private boolean damaged;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("sound-repository");
        damaged = false;
        repository = Repository.create(root(), CLOCK);
    }

    public Path root() {
        return java.util.Objects.requireNonNull(folder).resolve("repository");
    }

    public Repository get() {
        return java.util.Objects.requireNonNull(repository);
    }

    /// The test leaves a damaged repository, and checks the damage itself.
    public void willBeDamaged() {
        damaged = true;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try (Repository closed = get()) {
            if (!damaged && context.getExecutionException().isEmpty()) {
                verify(closed);
            }
        } finally {
            DurableFiles.deleteTree(java.util.Objects.requireNonNull(folder));
        }
    }

    /// Fails unless everything in a repository is sound and nothing is unfinished.
    public static void verify(Repository repository) throws Exception {
        PointScan scan = repository.scan();
        assertThat(scan.unreadable()).isEmpty();
        for (VerifyReport report : new PointVerifier(2).verifyAll(scan.points(), Progress.NONE)) {
            assertThat(report.findings()).as("findings of %s", report.point()).isEmpty();
        }
        assertThat(repository.listDrafts()).isEmpty();
    }
}
