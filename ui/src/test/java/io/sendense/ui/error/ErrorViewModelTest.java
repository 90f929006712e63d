package io.sendense.ui.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.frame.Occasion;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorViewModelTest {
    @Test
    void copiesEverythingWithExactNumbers() {
        Problem problem =
                Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                        .with("disk", "Hard disk 1")
                        .withBytes("expected", 109_521_666_048L)
                        .withCount("tries", 3)
                        .withTime("waited", Duration.ofSeconds(90));
        ErrorViewModel viewModel =
                new ErrorViewModel(
                        problem,
                        new Occasion(
                                Instant.parse("2026-11-22T20:16:14Z"),
                                Optional.of(new Occasion.Run(7, "pgtest1", "vc"))),
                        Texts.of(Language.ENGLISH, ZoneOffset.UTC, Path.of("/home/operator")),
                        "Sendense 0.1.0 (e7c4d10)");
        assertThat(viewModel.facts())
                .containsExactly(
                        new Fact("Code", "NBD-SIZE-MISMATCH"),
                        new Fact("Run", "7"),
                        new Fact("VM", "pgtest1 on vc"),
                        new Fact("Time", "22 Nov 2026, 20:16:14"),
                        new Fact("Program", "Sendense 0.1.0 (e7c4d10)"));
        assertThat(viewModel.details())
                .contains(
                        "NBD-SIZE-MISMATCH", viewModel.what(), viewModel.why(), viewModel.remedy())
                .contains("disk = Hard disk 1", "expected = 109521666048 bytes")
                .contains("tries = 3", "waited = PT1M30S", "Program: Sendense 0.1.0 (e7c4d10)")
                .contains("VM: pgtest1 on vc", "2026-11-22T20:16:14Z");
    }
}
