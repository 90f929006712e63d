package io.sendense.ui.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.FakeNodes;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestNodeViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final List<String> closed = new ArrayList<>();

    private TestNodeViewModel test(String node) {
        return new TestNodeViewModel(bench.link, bench.texts, node, () -> closed.add("closed"));
    }

    private void addWithToken(String token) throws EngineException {
        engine.nodes()
                .add(
                        new NewNode(
                                "site",
                                "backup@node.example.com",
                                LoginMethod.AGENT,
                                Optional.empty(),
                                Optional.empty(),
                                Secret.of(token),
                                FakeNodes.HOST_KEY,
                                8081));
    }

    @Test
    void allStepsStandThereBeforeAnythingIsKnown() {
        SampleNodes.fill(engine);
        bench.tasks.hold();
        TestNodeViewModel test = test(SampleNodes.UP);
        assertThat(test.runningProperty().get()).isTrue();
        assertThat(test.linesProperty().get())
                .hasSize(8)
                .allMatch(line -> line.result().equals(Badge.NONE));
        bench.tasks.letGo();
        assertThat(test.linesProperty().get())
                .extracting(line -> line.result().text())
                .containsOnly("Passed");
        assertThat(test.verdictProperty().get())
                .isEqualTo("Backups can go through this node. It runs version 0.1.0.");
        assertThat(test.toneProperty().get()).isEqualTo(Tone.SUCCESS);
    }

    @Test
    void tellsInOrderWhatFailedAndWhatWasNotTried() throws EngineException {
        addWithToken("bad");
        TestNodeViewModel test = test("site");
        assertThat(test.linesProperty().get())
                .extracting(line -> line.result().text())
                .containsExactly(
                        "Passed",
                        "Passed",
                        "Passed",
                        "Passed",
                        "Failed",
                        "Not tried",
                        "Not tried",
                        "Not tried");
        CheckLine failed = test.linesProperty().get().get(4);
        assertThat(failed.step()).isEqualTo("The interface answers and takes the token");
        assertThat(failed.problem().orElseThrow().code()).isEqualTo("NODE-TOKEN-REFUSED");
        assertThat(test.toneProperty().get()).isEqualTo(Tone.DANGER);
        assertThat(test.verdictProperty().get()).startsWith("No backup can go");
    }

    @Test
    void canBeRepeated() throws EngineException {
        addWithToken("bad");
        TestNodeViewModel test = test("site");
        engine.nodes().remove("site");
        addWithToken("good");
        test.start();
        assertThat(test.toneProperty().get()).isEqualTo(Tone.SUCCESS);
    }

    @Test
    void aNodeThatIsGoneIsTold() {
        TestNodeViewModel test = test("gone");
        assertThat(test.problemProperty().get().orElseThrow().code()).isEqualTo("NODE-UNKNOWN");
        assertThat(test.linesProperty().get()).isEmpty();
        assertThat(test.runningProperty().get()).isFalse();
    }

    @Test
    void aTestThatIsLeftIsGivenUp() {
        SampleNodes.fill(engine);
        bench.tasks.hold();
        TestNodeViewModel test = test(SampleNodes.UP);
        test.close();
        bench.tasks.letGo();
        assertThat(test.runningProperty().get()).as("no answer arrived").isTrue();
        assertThat(closed).hasSize(1);
    }
}
