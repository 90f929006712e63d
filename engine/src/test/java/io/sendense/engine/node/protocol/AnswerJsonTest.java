package io.sendense.engine.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Waits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerJsonTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T10:00:00.5Z");
    private static final Problem PROBLEM =
            Problem.of(ProblemCode.DISK_READ_FAILED).with("label", "Hard disk 1");

    private static <T> void assertReadAgain(T answer, Class<T> type) {
        assertThat(AnswerJson.read(AnswerJson.write(answer), type)).isEqualTo(answer);
    }

    @Test
    void answersAreReadAsTheyWereWritten() {
        NodeJobId id = new NodeJobId("run-1-disk-2000-1");
        assertReadAgain(new StartAnswer(id, JobStatus.RUNNING, BEGAN), StartAnswer.class);
        DiskProgress failed =
                new DiskProgress(
                        2000,
                        DiskPhase.FAILED,
                        1L << 40,
                        5,
                        6,
                        7,
                        8,
                        9,
                        new Waits(
                                Duration.ofNanos(1_500_000_001),
                                Duration.ZERO,
                                Duration.ofHours(30),
                                Duration.ZERO,
                                Duration.ofMillis(3)),
                        Optional.of("folder"),
                        Optional.of(PROBLEM));
        assertReadAgain(
                new JobProgress(
                        id,
                        JobStatus.FAILED,
                        BEGAN,
                        Optional.of(BEGAN.plusSeconds(9)),
                        List.of(failed),
                        Optional.of(PROBLEM)),
                JobProgress.class);
        assertReadAgain(new NodeHealth(NodeHealth.OK, 3, 1), NodeHealth.class);
        assertReadAgain(new NodeVersion("0.1", "abc", NodeVersion.PROTOCOL), NodeVersion.class);
        assertReadAgain(
                new Discovery(
                        List.of(
                                new Discovery.Vm(
                                        "vm-1",
                                        "u",
                                        "web",
                                        "ON",
                                        false,
                                        List.of(
                                                new Discovery.Disk(
                                                        2000,
                                                        "Hard disk 1",
                                                        512,
                                                        Optional.empty()))))),
                Discovery.class);
    }

    @Test
    void fieldsHaveTheNamesOfThePage() {
        String json =
                new String(
                        AnswerJson.write(
                                new StartAnswer(new NodeJobId("j"), JobStatus.RUNNING, BEGAN)),
                        StandardCharsets.UTF_8);
        assertThat(json)
                .isEqualTo(
                        "{\"job_id\":\"j\",\"status\":\"RUNNING\","
                                + "\"started_at\":\"2026-03-01T10:00:00.500Z\"}");
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        for (String json : List.of("", "null", "[]", "{}", "{\"job_id\":7}", "<html>")) {
            assertThatThrownBy(() ->
                            AnswerJson.read(
                                    json.getBytes(StandardCharsets.UTF_8), StartAnswer.class))
                    .as(json)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
