package io.sendense.ui;

import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.JobFeed;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.bridge.VCenterFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Occasion;
import io.sendense.ui.frame.Place;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a view-model needs around it, without a toolkit: a fake engine, calls without threads, and
/// a record of where it wanted to lead the operator.
public final class ViewModelBench implements Navigator, ProblemPresenter {
    public final FakeEngine engine;
    public final StraightTasks tasks = new StraightTasks();
    public final Texts texts =
            Texts.of(Language.ENGLISH, ZoneOffset.UTC, Path.of("/home/operator"));
    public final List<Problem> problems = new ArrayList<>();
    public final List<Occasion> occasions = new ArrayList<>();
    public final List<String> visited = new ArrayList<>();
    public final List<Question> questions = new ArrayList<>();
    public final EngineLink link;
    private boolean confirming = true;

    public ViewModelBench(FakeEngine engine) {
        this.engine = engine;
        this.link =
                new EngineLink(
                        engine,
                        tasks,
                        new RunFeed(tasks),
                        new VCenterFeed(engine, tasks, problems::add),
                        new JobFeed(engine, tasks, problems::add));
        link.vcenters().follow(link.runs());
        link.jobs().follow(link.runs());
        link.runs().attach(engine, problems::add);
        tasks.passTime();
    }

    public static ViewModelBench withVCenter() {
        ViewModelBench bench = new ViewModelBench(FakeEngine.withVCenter("vc"));
        bench.link.vcenters().refresh();
        return bench;
    }

    /// Answers every question, as set by `confirm`.
    public Question.Asker asker() {
        return (question, answered) -> {
            questions.add(question);
            answered.accept(confirming);
        };
    }

    public void confirm(boolean answer) {
        confirming = answer;
    }

    @Override
    public void present(Problem problem, Optional<Occasion> occasion) {
        problems.add(problem);
        occasion.ifPresent(occasions::add);
    }

    @Override
    public void openRun(long run) {
        visited.add("run " + run);
    }

    /// `runs` for the place `RUNS`.
    @Override
    public void open(Place place) {
        visited.add(place.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void openJobRun(long execution) {
        visited.add("job run " + execution);
    }
}
