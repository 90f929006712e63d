package io.sendense.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.ViewModelBench;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobFeedTest {
    private final FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final JobFeed feed = bench.link.jobs();

    @Test
    void listsTheJobsAgainWhenTheyHaveChanged() throws Exception {
        feed.refresh();
        assertThat(feed.jobs()).isEmpty();
        assertThat(feed.listedProperty().get()).isTrue();
        JobId job = nightly();
        assertThat(feed.jobs()).as("not before the drain").isEmpty();
        bench.tasks.passTime();
        assertThat(feed.jobs())
                .extracting(each -> each.definition().name())
                .containsExactly("Nightly");
        assertThat(feed.job(job)).isPresent();
        engine.jobs().remove(job);
        bench.tasks.passTime();
        assertThat(feed.jobs()).isEmpty();
    }

    @Test
    void knowsTheExecutionsOfEarlierProcessesAndFollowsLivingOnes() throws Exception {
        JobId job = nightly();
        engine.jobs().past(job, JobRunState.FAILED, engine.now(), List.of());
        feed.refresh();
        assertThat(feed.runs(job))
                .extracting(JobRunView::state)
                .containsExactly(JobRunState.FAILED);
        engine.jobs().run(job);
        bench.tasks.passTime();
        assertThat(feed.runs(job))
                .as("newest first")
                .extracting(JobRunView::state)
                .containsExactly(JobRunState.RUNNING, JobRunState.FAILED);
        assertThat(feed.runs(new JobId(99))).isEmpty();
    }

    @Test
    void prefersWhatItWasToldToAnOlderAnswer() throws Exception {
        JobId job = nightly();
        engine.jobs().run(job);
        List<JobRunView> old = engine.jobs().runs(10);
        bench.tasks.hold();
        feed.refresh();
        engine.complete(new RunId(1));
        bench.tasks.passTime();
        // The answer is made late; put back what an early one would have been.
        JobRunView newest = engine.jobs().runs(10).getFirst();
        engine.jobs().put(old.getFirst());
        bench.tasks.letGo();
        assertThat(feed.runs(job)).extracting(JobRunView::state).containsExactly(newest.state());
    }

    @Test
    void saysWhyItCannotList() {
        ViewModelBench other = new ViewModelBench(FakeEngine.withVCenter(SampleJobs.VCENTER));
        other.engine.jobs().fail(Problem.of(ProblemCode.CATALOG_UNAVAILABLE));
        other.link.jobs().refresh();
        assertThat(other.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CATALOG_UNAVAILABLE, ProblemCode.CATALOG_UNAVAILABLE);
        assertThat(other.link.jobs().listedProperty().get()).isFalse();
    }

    private JobId nightly() throws Exception {
        return engine.jobs()
                .add(SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "pgtest1")))
                .id();
    }
}
