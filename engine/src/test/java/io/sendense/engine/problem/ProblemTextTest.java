package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProblemTextTest {
    /// Names of arguments, and words for codes among them.
    private static final Pattern WORDS =
            Pattern.compile("(argument|object|state|kind)\\.[A-Za-z_]+");

    private final ProblemText text = ProblemText.english();

    @Test
    void everyCodeHasItsThreeTextsAndTheBundleHasNothingElse() {
        Set<String> expected = new TreeSet<>();
        for (ProblemCode code : ProblemCode.values()) {
            for (String part : new String[] {".what", ".why", ".do"}) {
                expected.add(code.id() + part);
            }
        }
        ResourceBundle bundle =
                ResourceBundle.getBundle("io.sendense.engine.problem.problems", Locale.ROOT);
        assertThat(bundle.keySet()).containsAll(expected);
        expected.addAll(
                bundle.keySet().stream()
                        .filter(key ->
                                key.startsWith("DISK-EXCLUDED.reason.")
                                        || WORDS.matcher(key).matches())
                        .toList());
        expected.add("CHANGE-TRACKING-UNAVAILABLE.cause.NO_CHANGE_ID");
        assertThat(new TreeSet<>(bundle.keySet())).isEqualTo(expected);
    }

    @Test
    void showsExactNumbersBesideRoundedOnes() {
        Problem problem =
                Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                        .with("label", "Hard disk 1")
                        .with("export", "disk-2000")
                        .withBytes("expected", 109_521_666_048L)
                        .withBytes("found", 512);
        assertThat(text.render(problem).why())
                .isEqualTo(
                        "The disk has 102.0 GiB (109,521,666,048 bytes), the export disk-2000 has 512 bytes. Nothing was"
                                + " written.");
    }

    @Test
    void keepsArgumentsThatTheTextHasNoPlaceFor() {
        Problem problem =
                Problem.of(ProblemCode.RUN_UNKNOWN).withCount("run", 7).withCount("newest", 3);
        assertThat(text.render(problem).why()).endsWith("(newest: 3)");
    }

    @Test
    void saysACodeAmongTheArgumentsInWords() {
        assertThat(text.render(leftOut("SHARED")).why())
                .isEqualTo(
                        "It is shared with another VM, so no snapshot can hold it still. (key: 2,001)");
        assertThat(text.render(leftOut("OF_A_LATER_VERSION")).why())
                .isEqualTo("OF_A_LATER_VERSION (key: 2,001)");
        Problem untracked =
                Problem.of(ProblemCode.CHANGE_TRACKING_UNAVAILABLE)
                        .with("vm", "pgtest1")
                        .with("cause", "NO_CHANGE_ID")
                        .with("disks", "Hard disk 2");
        assertThat(text.render(untracked).why())
                .isEqualTo("The snapshot holds no change ID of some disks. (disks: Hard disk 2)");
    }

    private static Problem leftOut(String reason) {
        return Problem.of(ProblemCode.DISK_EXCLUDED)
                .with("label", "Hard disk 2")
                .with("vm", "pgtest1")
                .with("reason", reason)
                .withCount("key", 2001);
    }

    @Test
    void findsCodesByTheirId() {
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(ProblemCode.ofId(code.id())).contains(code);
        }
        assertThat(ProblemCode.ofId("NO-SUCH-CODE")).isEmpty();
    }
}
