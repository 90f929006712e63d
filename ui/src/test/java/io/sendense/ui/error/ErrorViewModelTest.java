package io.sendense.ui.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
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
                        Texts.english(ZoneOffset.UTC, Path.of("/home/operator")),
                        "Sendense 0.1.0 (abc1234)");
        assertThat(viewModel.code()).isEqualTo("NBD-SIZE-MISMATCH");
        assertThat(viewModel.details())
                .contains(
                        "NBD-SIZE-MISMATCH", viewModel.what(), viewModel.why(), viewModel.remedy())
                .contains("disk = Hard disk 1", "expected = 109521666048 bytes")
                .contains("tries = 3", "waited = PT1M30S", "Sendense 0.1.0 (abc1234)");
    }
}
