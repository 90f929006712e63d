package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.frame.JobActions;
import io.sendense.ui.shared.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsViewModelTest {
    private static final ObjectRef FOLDER =
            new ObjectRef(SampleJobs.VCENTER, ObjectRef.Kind.FOLDER, "group-v12", "Test");
    private static final ObjectRef PGTEST =
            new ObjectRef(SampleJobs.VCENTER, ObjectRef.Kind.VM, "vm-101", "pgtest1");

    private final FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final List<JobDraft> edited = new ArrayList<>();

    @Test
    void addsToAJobAndTakesItBack() throws Exception {
        TargetsViewModel targets = targets();
        targets.addToJob(1, List.of(FOLDER, PGTEST));
        bench.tasks.passTime();
        assertThat(held()).containsExactly("pgtest1", "Test");
        assertThat(targets.messageProperty().get()).isEqualTo("Added to Nightly: 2 objects.");
        assertThat(targets.targets())
                .containsExactly(new JobTarget(1, "Nightly", "pgtest1, folder Test"));
        targets.undo();
        bench.tasks.passTime();
        assertThat(held()).as("what was there before the drop stays").containsExactly("pgtest1");
        assertThat(targets.undoableProperty().get()).isFalse();
        targets.undo();
        assertThat(held()).containsExactly("pgtest1");
    }

    @Test
    void takesBackOnlyWhatItAdded() throws Exception {
        TargetsViewModel targets = targets();
        targets.addToJob(1, List.of(FOLDER));
        JobDefinition now = engine.jobs().job(new JobId(1)).definition();
        engine.jobs()
                .change(
                        new JobId(1),
                        SampleJobs.nightly(
                                "Renamed meanwhile",
                                now.selection().included().getFirst(),
                                now.selection().included().getLast(),
                                SampleJobs.vm("vm-102", "erp-database")));
        targets.undo();
        JobDefinition after = engine.jobs().job(new JobId(1)).definition();
        assertThat(after.name()).isEqualTo("Renamed meanwhile");
        assertThat(held()).containsExactly("pgtest1", "erp-database");
    }

    @Test
    void readmitsWhatWasExcludedAndExcludesItAgain() throws Exception {
        TargetsViewModel targets = targets();
        JobDefinition now = engine.jobs().job(new JobId(1)).definition();
        Selector folder = SampleJobs.folder("group-v12", "Test");
        engine.jobs()
                .change(
                        new JobId(1),
                        new JobDefinition(
                                now.name(),
                                new Selection(now.selection().included(), List.of(folder)),
                                now.repository(),
                                now.schedule(),
                                now.options(),
                                now.atOnce()));
        targets.addToJob(1, List.of(FOLDER));
        assertThat(engine.jobs().job(new JobId(1)).definition().selection().excluded()).isEmpty();
        targets.undo();
        assertThat(engine.jobs().job(new JobId(1)).definition().selection().excluded())
                .containsExactly(folder);
    }

    @Test
    void saysThatItIsThereAlready() throws Exception {
        TargetsViewModel targets = targets();
        targets.addToJob(1, List.of(PGTEST));
        assertThat(targets.messageProperty().get()).isEqualTo("Nightly holds it already: pgtest1.");
        assertThat(targets.undoableProperty().get()).isFalse();
        assertThat(engine.jobs().saved()).as("nothing was changed").hasSize(1);
    }

    @Test
    void opensTheEditorWithWhatWasDropped() throws Exception {
        TargetsViewModel targets = targets();
        targets.newJob(List.of(FOLDER));
        JobDraft draft = edited.getFirst();
        assertThat(draft.changes()).isEqualTo(Optional.empty());
        assertThat(draft.definition().selection().included())
                .extracting(Selector::name)
                .containsExactly("Test");
        assertThat(targets.jobs()).containsExactly(new JobActions.Job(1, "Nightly"));
    }

    @Test
    void saysWhyNothingWasAdded() throws Exception {
        TargetsViewModel targets = targets();
        engine.jobs().refuse(Problem.of(ProblemCode.VCENTER_UNKNOWN).with("name", "gone"));
        targets.addToJob(1, List.of(FOLDER));
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.VCENTER_UNKNOWN);
        assertThat(targets.messageProperty().get()).isEmpty();
    }

    private List<String> held() throws Exception {
        return engine.jobs().job(new JobId(1)).definition().selection().included().stream()
                .map(Selector::name)
                .toList();
    }

    private TargetsViewModel targets() throws Exception {
        engine.jobs().add(SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "pgtest1")));
        bench.link.jobs().refresh();
        return new TargetsViewModel(bench.link, bench.texts, edited::add, bench);
    }
}
