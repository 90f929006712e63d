package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.ui.FakeDesktop;
import io.sendense.ui.FakeRun;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.desktop.Notice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunNoticesTest {
    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final List<Notice> toasts = new ArrayList<>();
    private boolean wanted = true;
    private boolean inFront;

    private FakeDesktop follow(FakeDesktop desktop) {
        new RunNotices(
                        bench.tasks,
                        bench.texts,
                        bench,
                        new RunNotices.Surroundings(
                                desktop,
                                () -> wanted,
                                () -> inFront,
                                toasts::add,
                                () -> bench.visited.add("window")))
                .follow(bench.link.runs());
        return desktop;
    }

    private RunId run() {
        return bench.engine.past("vm-101", FakeRun::unlisted);
    }

    @Test
    void tellsOnTheDesktopOnceAndOpensTheRun() {
        FakeDesktop desktop = follow(FakeDesktop.whole());
        RunId run = run();
        bench.engine.complete(run);
        bench.tasks.passTime();
        bench.engine.change(run, r -> r);
        bench.tasks.passTime();
        assertThat(desktop.notices)
                .extracting(Notice::title)
                .containsExactly("Backup of pgtest1 completed");
        assertThat(desktop.notices.getFirst().level()).isEqualTo(Notice.Level.GOOD);
        assertThat(toasts).isEmpty();
        desktop.notices.getFirst().opened().run();
        assertThat(bench.visited).containsExactly("window", "run " + run.value());
    }

    @Test
    void saysWhyARunFailed() {
        FakeDesktop desktop = follow(FakeDesktop.whole());
        Problem why = Problem.of(ProblemCode.INTERNAL_ERROR).with("cause", "x");
        bench.engine.change(run(), r -> FakeRun.failed(r, why, bench.engine.now()));
        bench.tasks.passTime();
        assertThat(desktop.notices.getFirst().title()).isEqualTo("Backup of pgtest1 failed");
        assertThat(desktop.notices.getFirst().text()).isEqualTo(bench.texts.view(why).what());
        assertThat(desktop.notices.getFirst().level()).isEqualTo(Notice.Level.BAD);
    }

    @Test
    void staysInTheWindowWhereItIsInFrontOrTheDesktopCannot() {
        FakeDesktop able = follow(FakeDesktop.whole());
        inFront = true;
        bench.engine.complete(run());
        bench.tasks.passTime();
        assertThat(able.notices).isEmpty();
        assertThat(toasts).hasSize(1);
    }

    @Test
    void comesIntoTheWindowWhereTheDesktopCannot() {
        FakeDesktop unable = follow(new FakeDesktop());
        bench.engine.complete(run());
        bench.tasks.passTime();
        assertThat(unable.notices).hasSize(1);
        assertThat(toasts).hasSize(1);
    }

    @Test
    void tellsManyAtOnceAsOne() {
        FakeDesktop desktop = follow(FakeDesktop.whole());
        for (int i = 0; i < 3; i++) {
            bench.engine.complete(run());
        }
        bench.engine.change(
                run(),
                r ->
                        FakeRun.failed(
                                r,
                                Problem.of(ProblemCode.INTERNAL_ERROR).with("cause", "x"),
                                bench.engine.now()));
        bench.tasks.passTime();
        assertThat(desktop.notices).hasSize(1);
        assertThat(desktop.notices.getFirst().title()).isEqualTo("4 backups ended");
        assertThat(desktop.notices.getFirst().text())
                .isEqualTo("3 completed, 0 with a warning, 1 failed");
        assertThat(desktop.notices.getFirst().level()).isEqualTo(Notice.Level.BAD);
    }

    @Test
    void keepsQuietWhereNobodyWantsItAndAboutWhatWasCancelled() {
        FakeDesktop desktop = follow(FakeDesktop.whole());
        bench.engine.change(run(), r -> FakeRun.cancelled(r, bench.engine.now()));
        bench.tasks.passTime();
        wanted = false;
        bench.engine.complete(run());
        bench.tasks.passTime();
        assertThat(desktop.notices).isEmpty();
        assertThat(toasts).isEmpty();
    }
}
