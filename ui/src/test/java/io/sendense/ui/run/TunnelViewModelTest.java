package io.sendense.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Tone;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TunnelViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final TunnelViewModel viewModel = new TunnelViewModel(bench.link, bench.texts);

    private RunId run(Optional<String> node) throws Exception {
        SampleNodes.fill(engine);
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER).via(node));
        viewModel.open(run);
        viewModel.show(engine.run(run));
        return run;
    }

    @Test
    void aRunWithoutANodeShowsAndAsksNothing() throws Exception {
        run(Optional.empty());
        viewModel.shown(true);
        assertThat(viewModel.wordsProperty().get()).isEmpty();
        assertThat(viewModel.stateProperty().get()).isEqualTo(Badge.NONE);
        bench.tasks.passTime();
        assertThat(bench.tasks.passTime()).isZero();
    }

    @Test
    void tellsTheStateWhileItIsInSight() throws Exception {
        run(Optional.of(SampleNodes.UP));
        assertThat(viewModel.wordsProperty().get()).isEqualTo("Read by frankfurt");
        assertThat(viewModel.stateProperty().get()).isEqualTo(Badge.NONE);
        viewModel.shown(true);
        assertThat(viewModel.stateProperty().get())
                .isEqualTo(new Badge("Connected  \u00b7  20 ms", Tone.SUCCESS));
        viewModel.shown(false);
        assertThat(viewModel.stateProperty().get()).isEqualTo(Badge.NONE);
        bench.tasks.passTime();
        assertThat(bench.tasks.passTime()).as("nobody looks").isZero();
    }

    @Test
    void tellsWhyItIsLost() throws Exception {
        run(Optional.of(SampleNodes.LOST));
        viewModel.shown(true);
        assertThat(viewModel.stateProperty().get()).isEqualTo(new Badge("Lost", Tone.DANGER));
        assertThat(viewModel.detailProperty().get()).startsWith("The connection failed");
    }

    @Test
    void asksNoMoreWhenTheRunHasEnded() throws Exception {
        RunId run = run(Optional.of(SampleNodes.UP));
        viewModel.shown(true);
        engine.complete(run, "h4tz9kq2wmx7b3cd");
        viewModel.show(engine.run(run).via(Optional.of(SampleNodes.UP)));
        assertThat(viewModel.wordsProperty().get()).isEqualTo("Read by frankfurt");
        assertThat(viewModel.stateProperty().get()).isEqualTo(Badge.NONE);
        bench.tasks.passTime();
        assertThat(bench.tasks.passTime()).isZero();
    }

    @Test
    void anotherRunBeginsWithNothing() throws Exception {
        run(Optional.of(SampleNodes.UP));
        viewModel.shown(true);
        viewModel.open(new RunId(4711));
        assertThat(viewModel.wordsProperty().get()).isEmpty();
        assertThat(viewModel.stateProperty().get()).isEqualTo(Badge.NONE);
    }
}
