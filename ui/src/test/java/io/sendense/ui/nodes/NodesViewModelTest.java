package io.sendense.ui.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.node.NodeView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodesViewModelTest {
    private static final long GIB = 1 << 30;

    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final List<String> tested = new ArrayList<>();
    private final List<NodeView> entered = new ArrayList<>();
    private NodesViewModel viewModel;

    @BeforeEach
    void make() {
        SampleNodes.fill(engine);
        viewModel =
                new NodesViewModel(
                        bench.link,
                        bench.texts,
                        new NodesViewModel.Actions(
                                bench, bench, bench.asker(), tested::add, entered::add));
    }

    private LiveRow<NodeLine> row(String name) {
        return viewModel.rows().stream()
                .filter(row -> row.values().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private NodeLine line(String name) {
        return row(name).values();
    }

    private void choose(String name) {
        viewModel.chosenProperty().set(row(name));
    }

    @Test
    void asksOnlyWhileItIsInSight() {
        assertThat(viewModel.rows()).isEmpty();
        assertThat(bench.tasks.passTime()).as("nothing is planned").isZero();
        viewModel.shown(true);
        assertThat(viewModel.rows()).hasSize(3);
        assertThat(bench.tasks.passTime()).as("the next question").isOne();
        assertThat(bench.tasks.passTime()).as("and the next").isOne();
        viewModel.shown(false);
        bench.tasks.passTime();
        assertThat(bench.tasks.passTime()).as("nobody looks").isZero();
    }

    @Test
    void tellsHowItStandsWithEach() {
        viewModel.shown(true);
        assertThat(line(SampleNodes.UP).state().text()).isEqualTo("Connected");
        assertThat(line(SampleNodes.UP).roundTripMicros()).isEqualTo(20_000);
        assertThat(line(SampleNodes.IDLE).state().tone()).isEqualTo(Tone.NEUTRAL);
        assertThat(line(SampleNodes.IDLE).roundTripMicros()).isNegative();
        assertThat(line(SampleNodes.LOST).state().text()).isEqualTo("Lost");
        assertThat(line(SampleNodes.LOST).version()).isEqualTo("\u2013");
        assertThat(line(SampleNodes.LOST).problem().orElseThrow().code())
                .isEqualTo("NODE-UNREACHABLE");
        assertThat(line(SampleNodes.UP).facts())
                .contains(
                        new Fact("Key file", "/home/operator/.ssh/sendense_node"),
                        new Fact("Interface", "127.0.0.1:8081, on the node itself"));
        assertThat(line(SampleNodes.IDLE).facts())
                .contains(new Fact("Login", "With the SSH agent"))
                .extracting(Fact::label)
                .doesNotContain("Key file");
    }

    @Test
    void theRowOfANodeStaysWhileItsValuesChange() {
        viewModel.shown(true);
        choose(SampleNodes.UP);
        LiveRow<NodeLine> before = row(SampleNodes.UP);
        SampleNodes.pushing(engine, new RunId(7), "pgtest1");
        bench.tasks.passTime();
        assertThat(row(SampleNodes.UP)).isSameAs(before);
        assertThat(before.values().transfers()).isEqualTo(2);
        assertThat(viewModel.chosenProperty().get()).isSameAs(before);
        assertThat(viewModel.pushes()).hasSize(2);
    }

    @Test
    void joinsWhatIsPushedWithTheRun() {
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        engine.change(run, r -> FakeRun.transfer(r, 2000, 4 * GIB, GIB, 100 << 20));
        SampleNodes.pushing(engine, run, "pgtest1");
        bench.tasks.passTime();
        viewModel.shown(true);
        choose(SampleNodes.UP);
        PushLine first = viewModel.pushes().getFirst().values();
        assertThat(first.vm()).isEqualTo("pgtest1");
        assertThat(first.port()).isEqualTo(10100);
        assertThat(first.fraction()).isEqualTo(0.25);
        assertThat(first.doneBytes()).isEqualTo(GIB);
        assertThat(first.bytesPerSecond()).isEqualTo(100 << 20);
        LiveRow<PushLine> row = viewModel.pushes().getFirst();
        engine.change(run, r -> FakeRun.transfer(r, 2000, 4 * GIB, 2 * GIB, 90 << 20));
        bench.tasks.passTime();
        assertThat(viewModel.pushes().getFirst()).isSameAs(row);
        assertThat(row.values().fraction()).isEqualTo(0.5);
        viewModel.open(row);
        assertThat(bench.visited).containsExactly("run " + run.value());
    }

    @Test
    void aRunThatIsNotKnownYetHasNoFigures() {
        SampleNodes.pushing(engine, new RunId(99), "web01");
        viewModel.shown(true);
        choose(SampleNodes.UP);
        PushLine line = viewModel.pushes().getFirst().values();
        assertThat(line.doneBytes()).isNegative();
        assertThat(line.bytesPerSecond()).isZero();
    }

    @Test
    void removesAfterSayingWhatStays() {
        viewModel.shown(true);
        choose(SampleNodes.LOST);
        bench.confirm(false);
        viewModel.remove();
        assertThat(viewModel.rows()).hasSize(3);
        assertThat(bench.questions.getFirst().title()).isEqualTo("Remove node warehouse?");
        assertThat(bench.questions.getFirst().text())
                .contains("authorized_keys stays")
                .contains("Runs and restore points stay");
        bench.confirm(true);
        viewModel.remove();
        assertThat(viewModel.rows()).hasSize(2);
        assertThat(Objects.requireNonNull(viewModel.chosenProperty().get()).values().name())
                .isEqualTo(SampleNodes.IDLE);
    }

    @Test
    void leadsToTheTestAndToWhatHasToBeEntered() {
        viewModel.shown(true);
        choose(SampleNodes.UP);
        viewModel.test();
        viewModel.access();
        assertThat(tested).containsExactly(SampleNodes.UP);
        assertThat(entered).extracting(NodeView::name).containsExactly(SampleNodes.UP);
    }

    @Test
    void shortensAFingerprint() {
        assertThat(NodeLine.shortened("SHA256:0123456789abcdefghij"))
                .isEqualTo("SHA256:012345678\u2026");
        assertThat(NodeLine.shortened("SHA256:01")).isEqualTo("SHA256:01");
    }
}
