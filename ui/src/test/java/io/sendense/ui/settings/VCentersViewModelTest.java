package io.sendense.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.About;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VCentersViewModelTest {
    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final List<String> added = new ArrayList<>();
    private final VCentersViewModel vcenters =
            new VCentersViewModel(
                    bench.link,
                    bench.texts,
                    new VCentersViewModel.Actions(() -> added.add("add"), bench.asker(), bench));

    @Test
    void testsTheStoredLogon() {
        VCenterRow row = vcenters.rows().getFirst();
        vcenters.test(row);
        assertThat(row.noteProperty().get())
                .isEqualTo("The logon works: VMware vCenter Server 8.0.3");
        assertThat(row.stateProperty().get().tone()).isEqualTo(Tone.SUCCESS);
        bench.engine.breakVCenter("vc", Problem.of(ProblemCode.VCENTER_UNREACHABLE));
        vcenters.test(row);
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.VCENTER_UNREACHABLE);
        assertThat(row.noteProperty().get())
                .isEqualTo(bench.texts.view(bench.problems.getFirst()).what());
        bench.link.vcenters().refresh();
        assertThat(vcenters.rows()).as("the same row").containsExactly(row);
        assertThat(row.stateProperty().get().tone()).isEqualTo(Tone.DANGER);
    }

    @Test
    void saysThatAFreeLicenceLetsNothingBeBackedUp() {
        bench.engine.answerAs(
                new About("VMware ESXi 8.0.3", "8.0.3.0", "uuid", false, Optional.of("Free one")));
        VCenterRow row = vcenters.rows().getFirst();
        vcenters.test(row);
        assertThat(row.noteProperty().get())
                .contains("VMware ESXi 8.0.3", "Free one", "lets nothing be backed up");
    }

    @Test
    void removesOnlyWhatIsConfirmedAndSaysWhatGoes() {
        VCenterRow row = vcenters.rows().getFirst();
        bench.confirm(false);
        vcenters.remove(row);
        assertThat(bench.engine.vcenters()).hasSize(1);
        assertThat(bench.questions.getFirst().text())
                .contains("https://vc/sdk", "password of backup", "restore points");
        bench.confirm(true);
        vcenters.remove(row);
        assertThat(bench.engine.vcenters()).isEmpty();
        assertThat(vcenters.rows()).isEmpty();
    }
}
