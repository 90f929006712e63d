package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Tone;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusBarViewModelTest {
    private static final long MIB = 1 << 20;

    @Test
    void namesProgramAndVCenters() {
        ViewModelBench bench = ViewModelBench.withVCenter();
        StatusBarViewModel status = new StatusBarViewModel(bench.link, bench.texts, true);
        assertThat(status.versionProperty().get()).isEqualTo("Sendense 0.1.0 (e7c4d10)");
        assertThat(status.vcentersProperty().get()).isEqualTo("1 vCenter connected");
        assertThat(status.vcentersToneProperty().get()).isEqualTo(Tone.SUCCESS);
        bench.engine.breakVCenter("vc", Problem.of(ProblemCode.VCENTER_UNREACHABLE));
        bench.link.vcenters().refresh();
        assertThat(status.vcentersProperty().get()).isEqualTo("0 of 1 vCenter connected");
        assertThat(status.vcentersToneProperty().get()).isEqualTo(Tone.WARNING);
        assertThat(status.vcentersDetailProperty().get()).isEqualTo("vc: does not answer");
    }

    @Test
    void addsUpWhatIsTransferred() throws Exception {
        ViewModelBench bench = ViewModelBench.withVCenter();
        StatusBarViewModel status = new StatusBarViewModel(bench.link, bench.texts, true);
        assertThat(status.transfersProperty().get()).isEqualTo("No transfers");
        RunId run = start(bench.engine);
        bench.tasks.passTime();
        assertThat(status.transfersProperty().get()).isEqualTo("1 run active");
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 100 * MIB, MIB, 50 * MIB));
        bench.engine.change(run, r -> FakeRun.transfer(r, 2001, 100 * MIB, MIB, 25 * MIB));
        bench.tasks.passTime();
        assertThat(status.transfersProperty().get()).isEqualTo("2 transfers  ·  75 MiB/s");
        bench.engine.complete(run);
        bench.tasks.passTime();
        assertThat(status.transfersProperty().get()).isEqualTo("No transfers");
        assertThat(status.transferringProperty().get()).isFalse();
    }

    @Test
    void saysWhenTheEngineIsGone() {
        ViewModelBench bench = ViewModelBench.withVCenter();
        StatusBarViewModel status = new StatusBarViewModel(bench.link, bench.texts, true);
        assertThat(status.engineGoneProperty().get()).isFalse();
        bench.engine.disconnect();
        bench.tasks.passTime();
        assertThat(status.engineGoneProperty().get()).isTrue();
    }

    @Test
    void saysWhoseEngineItIs() {
        ViewModelBench bench = ViewModelBench.withVCenter();
        assertThat(new StatusBarViewModel(bench.link, bench.texts, true).engine())
                .isEqualTo("Own engine");
        assertThat(new StatusBarViewModel(bench.link, bench.texts, false).engine())
                .isEqualTo("Attached engine");
    }

    private static RunId start(FakeEngine engine) throws Exception {
        return engine.startBackup(
                new BackupRequest(
                        "vc", new ObjectId("vm-101"), Optional.empty(), BackupOptions.usual()));
    }
}
