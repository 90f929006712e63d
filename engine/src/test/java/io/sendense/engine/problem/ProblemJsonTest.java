package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemJsonTest {
    private static final Problem FULL =
            Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                    .with("label", "Disk \"1\"\n\u2603 \ud83d\udcbe \\")
                    .withBytes("expected", Long.MAX_VALUE)
                    .withCount("attempts", -3)
                    .withTime("after", Duration.ofSeconds(90, 5));

    @Test
    void writesTheFormThatIsDocumented() {
        Problem problem =
                Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                        .with("disk", "Hard disk 1")
                        .withBytes("expected", 512)
                        .withCount("attempts", 3)
                        .withTime("after", Duration.ofSeconds(30));
        assertThat(ProblemJson.write(problem))
                .hasToString(
                        "{\"code\":\"NBD-SIZE-MISMATCH\",\"arguments\":{\"disk\":{\"text\":\"Hard disk 1\"},"
                                + "\"expected\":{\"bytes\":512},\"attempts\":{\"count\":3},\"after\":{\"time\":\"PT30S\"}}}");
    }

    @Test
    void readsWhatItWroteWithTypesAndOrder() {
        Problem read = ProblemJson.read(ProblemJson.parse(ProblemJson.write(FULL).toString()));
        assertThat(read).isEqualTo(FULL);
        assertThat(read.arguments().keySet())
                .containsExactly("label", "expected", "attempts", "after");
    }

    @Test
    void readsEveryCode() {
        List<Problem> all = java.util.Arrays.stream(ProblemCode.values()).map(Problem::of).toList();
        assertThat(ProblemJson.readAll(ProblemJson.parse(ProblemJson.writeAll(all).toString())))
                .isEqualTo(all);
    }

    @Test
    void showsACodeOfANewerProgramInsteadOfFailing() {
        Problem read =
                ProblemJson.read(
                        ProblemJson.parse(
                                "{\"code\":\"FLUX-LOST\",\"arguments\":{\"disk\":{\"text\":\"a\"}}}"));
        assertThat(read.code()).isEqualTo(ProblemCode.INTERNAL_ERROR);
        assertThat(read.arguments())
                .containsEntry(
                        "cause",
                        new Argument.Because(
                                Cause.of(CauseCode.NEWER_PROGRAM).with("code", "FLUX-LOST")))
                .containsEntry("disk", new Argument.Text("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"code\":7,\"arguments\":{}}",
                "{\"code\":\"VM-UNKNOWN\"}",
                "{\"code\":\"VM-UNKNOWN\",\"arguments\":{\"vm\":\"web\"}}",
                "{\"code\":\"VM-UNKNOWN\",\"arguments\":{\"vm\":{\"bytes\":\"7\"}}}",
                "{\"code\":\"VM-UNKNOWN\",\"arguments\":{\"vm\":{\"bytes\":1.5}}}",
                "{\"code\":\"VM-UNKNOWN\",\"arguments\":{\"vm\":{\"count\":9223372036854775808}}}",
                "{\"code\":\"VM-UNKNOWN\",\"arguments\":{\"vm\":{\"time\":\"soon\"}}}"
            })
    void refusesOtherForms(String json) {
        assertThatThrownBy(() -> ProblemJson.read(ProblemJson.parse(json)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTextThatIsNoJson() {
        assertThatThrownBy(() -> ProblemJson.parse("{\"code\":"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
