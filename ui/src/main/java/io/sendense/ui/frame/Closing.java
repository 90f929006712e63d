package io.sendense.ui.frame;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens when the operator closes the window while runs are living, or jobs are scheduled
/// that would not run without the console: it goes on without the window, or ends, what runs being
/// stopped safely first, as the operator wants. FX thread only.
public final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final EngineLink link;
    private final Messages messages;
    private final Wishes wishes;
    private final ScheduledJobs scheduled;
    private final Steps steps;
    private boolean asking;
    private boolean stopping;

    /// What the window does about it.
    ///
    /// @param ask asks what is to be done
    /// @param questions asks whether all runs are to be stopped
    /// @param tray tells whether the console can go on in the tray, once that is known
    /// @param keep leaves the screen and goes on
    /// @param raise brings the window back
    /// @param stopping shows that runs are being stopped
    /// @param exit closes the window for good
    public record Steps(
            Consumer<ClosingQuestion> ask,
            Question.Asker questions,
            Consumer<Consumer<Boolean>> tray,
            Runnable keep,
            Runnable raise,
            Runnable stopping,
            Runnable exit) {}

    /// What the operator has chosen for all times.
    ///
    /// @param runs while runs are living
    /// @param jobs while none is, but jobs are scheduled
    public record Wishes(ObjectProperty<WhenClosed> runs, ObjectProperty<WhenClosed> jobs) {
        private ObjectProperty<WhenClosed> of(ClosingQuestion.Reason reason) {
            return switch (reason) {
                case ClosingQuestion.Reason.Runs _ -> runs;
                case ClosingQuestion.Reason.Jobs _ -> jobs;
            };
        }
    }

    public Closing(EngineLink link, Texts texts, InstantSource clock, Wishes wishes, Steps steps) {
        this.link = link;
        this.messages = texts.messages();
        this.wishes = wishes;
        this.scheduled = new ScheduledJobs(link.jobs(), texts, clock);
        this.steps = steps;
    }

    /// Closes the window at once where nothing depends on it, else does what was chosen or asks.
    /// While a question or the stopping is under way, does nothing more.
    public void request() {
        Optional<ClosingQuestion.Reason> reason = reason();
        if (reason.isEmpty()) {
            steps.exit().run();
        } else if (!asking && !stopping) {
            switch (wishes.of(reason.get()).get()) {
                case ASK -> ask(reason.get());
                case KEEP_RUNNING -> keep();
                case STOP -> stop();
            }
        }
    }

    /// Ends the console, wherever its window is; going on without it is no answer here.
    public void quit() {
        Optional<ClosingQuestion.Reason> reason = reason();
        if (reason.isEmpty()) {
            steps.exit().run();
        } else if (!asking && !stopping) {
            if (wishes.of(reason.get()).get() == WhenClosed.STOP) {
                stop();
            } else {
                steps.raise().run();
                ask(reason.get());
            }
        }
    }

    private Optional<ClosingQuestion.Reason> reason() {
        int living = living().size();
        return living > 0
                ? Optional.of(new ClosingQuestion.Reason.Runs(living))
                : scheduled.reason();
    }

    /// Whether there is a tray has to be known before the window goes.
    private void keep() {
        steps.tray().accept(_ -> steps.keep().run());
    }

    /// Stops all runs safely, if the operator confirms it; the console goes on.
    public void stopAll() {
        List<RunId> living = living();
        steps.raise().run();
        if (living.isEmpty() || asking || stopping) {
            return;
        }
        asking = true;
        steps.questions()
                .ask(
                        new Question(
                                messages.text("closing.all.title", living.size()),
                                messages.text("closing.all.text"),
                                messages.text("closing.all.confirm"),
                                messages.text("closing.all.cancel")),
                        confirmed -> {
                            asking = false;
                            if (confirmed) {
                                cancelAll();
                            }
                        });
    }

    private List<RunId> living() {
        return link.runs().living().stream().map(RunView::id).toList();
    }

    private void cancelAll() {
        List<RunId> living = living();
        link.tasks()
                .call(
                        () -> {
                            living.forEach(this::cancel);
                            return living;
                        },
                        _ -> {},
                        _ -> {});
    }

    private void ask(ClosingQuestion.Reason reason) {
        asking = true;
        steps.tray()
                .accept(tray ->
                        steps.ask()
                                .accept(
                                        new ClosingQuestion(
                                                reason, tray, answer -> answered(reason, answer))));
    }

    private void answered(ClosingQuestion.Reason reason, ClosingQuestion.Answer answer) {
        asking = false;
        switch (answer.choice()) {
            case KEEP_RUNNING -> {
                if (answer.always()) {
                    wishes.of(reason).set(WhenClosed.KEEP_RUNNING);
                }
                keep();
            }
            case STOP -> {
                if (answer.always()) {
                    wishes.of(reason).set(WhenClosed.STOP);
                }
                stop();
            }
            case GO_BACK -> {}
        }
    }

    /// A run that has begun since the question was asked is stopped safely too.
    private void stop() {
        List<RunId> living = living();
        if (living.isEmpty()) {
            steps.exit().run();
            return;
        }
        stopping = true;
        steps.stopping().run();
        link.tasks()
                .call(
                        () -> {
                            living.forEach(this::cancel);
                            for (RunId run : living) {
                                await(run);
                            }
                            return living;
                        },
                        _ -> steps.exit().run(),
                        _ -> steps.exit().run());
    }

    private void cancel(RunId run) {
        try {
            link.engine().cancelRun(run);
        } catch (EngineException e) {
            LOG.info("run {} had ended already", run, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(RunId run) throws InterruptedException {
        try {
            link.engine().awaitRun(run);
        } catch (EngineException e) {
            LOG.warn("how run {} ended cannot be said", run, e);
        }
    }
}
