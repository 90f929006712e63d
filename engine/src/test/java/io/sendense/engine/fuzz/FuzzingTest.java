package io.sendense.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Fuzzes every target for a few seconds, two at a time, beginning with the corpus.
///
/// `-Dsendense.fuzz.seconds=N` says how long for each, `-Dsendense.fuzz.targets=qcow2,vmdk` which,
/// `-Dsendense.fuzz.seed=N` begins with the same random numbers.
class FuzzingTest {
    private static final long SECONDS = Long.getLong("sendense.fuzz.seconds", 8);
    private static final int SEED =
            Integer.getInteger("sendense.fuzz.seed", 1 + new Random().nextInt(1 << 30));
    private static final Pattern EXECUTIONS =
            Pattern.compile("stat::number_of_executed_units: ([0-9]+)");

    private static final ExecutorService SIDE_BY_SIDE = Executors.newFixedThreadPool(2);

    @AfterAll
    static void end() {
        SIDE_BY_SIDE.shutdownNow();
    }

    private static List<FuzzTarget> targets() {
        String named = System.getProperty("sendense.fuzz.targets", "");
        return named.isEmpty()
                ? List.of(FuzzTarget.values())
                : Arrays.stream(named.split(",")).map(FuzzTarget::of).toList();
    }

    @TestFactory
    Stream<DynamicTest> findsNothing() {
        System.out.println("fuzzing " + SECONDS + " s a target, -Dsendense.fuzz.seed=" + SEED);
        record Running(FuzzTarget target, Future<String> said) {}
        List<Running> running =
                targets().stream()
                        .map(target -> new Running(target, SIDE_BY_SIDE.submit(() -> fuzz(target))))
                        .toList();
        return running.stream()
                .map(each ->
                        DynamicTest.dynamicTest(
                                each.target().text(), () -> judge(each.target(), each.said())));
    }

    private static String fuzz(FuzzTarget target) throws Exception {
        return new FuzzProcess(target).run(SECONDS, SEED);
    }

    private static void judge(FuzzTarget target, Future<String> result) throws Exception {
        try {
            Matcher executions = EXECUTIONS.matcher(result.get());
            assertThat(executions.find()).as("%s ran: %s", target, result.get()).isTrue();
            System.out.println(target.text() + ": " + executions.group(1) + " inputs");
            assertThat(Long.parseLong(executions.group(1)))
                    .as("inputs of %s", target)
                    .isGreaterThan(Corpus.of(target).size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError finding) {
                throw finding;
            }
            throw e;
        }
    }
}
