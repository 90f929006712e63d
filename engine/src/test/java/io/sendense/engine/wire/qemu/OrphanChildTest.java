package io.sendense.engine.wire.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row 8 of what broke before: what a dead program leaves is found by what was recorded, and no
/// other process is touched.
@Tag("peers")
@Timeout(120)
class OrphanChildTest {
    @TempDir private Path folder;
    private QemuFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new QemuFixture(folder);
    }

    private static ChildRecord with(ChildRecord record, OptionalLong pid, Optional<Instant> began) {
        return new ChildRecord(
                record.name(),
                record.program(),
                record.socket(),
                record.file(),
                record.asked(),
                pid,
                began);
    }

    @Test
    void itIsWrittenDownBeforeItIsStarted() throws Exception {
        try (QemuNbd child = fixture.start()) {
            ChildRecord before = fixture.records.written.getFirst();
            ChildRecord after = fixture.records.written.getLast();
            assertThat(before.pid()).isEmpty();
            assertThat(after.pid()).hasValue(child.pid());
            assertThat(after.started()).isPresent();
            assertThat(after.file()).isEqualTo(fixture.file);
        }
    }

    @Test
    void anotherProcessWithItsIdLives() throws Exception {
        try (QemuNbd child = fixture.start()) {
            ChildRecord record = fixture.records.written.getLast();
            Process stranger = new ProcessBuilder("sleep", "1000").start();
            try {
                assertThat(
                                OrphanChild.end(
                                        with(
                                                record,
                                                OptionalLong.of(stranger.pid()),
                                                stranger.info().startInstant())))
                        .isFalse();
                assertThat(stranger.isAlive()).isTrue();
            } finally {
                stranger.destroyForcibly().waitFor();
            }
            Optional<Instant> earlier =
                    record.started().map(began -> began.minus(Duration.ofMinutes(1)));
            assertThat(OrphanChild.end(with(record, record.pid(), earlier))).isFalse();
            assertThat(ProcessHandle.of(child.pid()).orElseThrow().isAlive()).isTrue();
        }
    }

    @Test
    void theRecordedOneIsEndedAlsoIfItsIdWasNotWrittenDown() throws Exception {
        for (boolean known : new boolean[] {true, false}) {
            QemuNbd child = fixture.start();
            ChildRecord record =
                    known ? fixture.records.written.getLast() : fixture.records.written.get(2);
            assertThat(record.pid().isPresent()).isEqualTo(known);
            assertThat(OrphanChild.end(record)).isTrue();
            assertThat(ProcessHandle.of(child.pid())).isEmpty();
            assertThat(OrphanChild.end(record)).isFalse();
            org.assertj.core.api.Assertions.assertThatThrownBy(child::close)
                    .isInstanceOf(QemuNbdException.class);
        }
        fixture.assertNothingIsLeft();
    }
}
