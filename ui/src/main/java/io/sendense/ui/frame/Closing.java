package io.sendense.ui.frame;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.Messages;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens when the operator closes the window while runs are living: they go on without it,
/// or are stopped safely first, as the operator wants. FX thread only.
public final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final EngineLink link;
    private final Messages messages;
    private final ObjectProperty<WhenClosed> whenClosed;
    private final Steps steps;
    private boolean asking;
    private boolean stopping;

    /// What the window does about it.
    ///
    /// @param ask asks what is to be done
    /// @param questions asks whether all runs are to be stopped
    /// @param tray whether the console can go on in the tray
    /// @param keep leaves the screen and goes on
    /// @param raise brings the window back
    /// @param stopping shows that runs are being stopped
    /// @param exit closes the window for good
    public record Steps(
            Consumer<ClosingQuestion> ask,
            Question.Asker questions,
            BooleanSupplier tray,
            Runnable keep,
            Runnable raise,
            Runnable stopping,
            Runnable exit) {}

    /// @param whenClosed what the operator has chosen for all times
    public Closing(
            EngineLink link,
            Messages messages,
            ObjectProperty<WhenClosed> whenClosed,
            Steps steps) {
        this.link = link;
        this.messages = messages;
        this.whenClosed = whenClosed;
        this.steps = steps;
    }

    /// Closes the window at once where nothing is running, else does what was chosen or asks. While
    /// a question or the stopping is under way, does nothing more.
    public void request() {
        if (living().isEmpty()) {
            steps.exit().run();
        } else if (!asking && !stopping) {
            switch (whenClosed.get()) {
                case ASK -> ask();
                case KEEP_RUNNING -> steps.keep().run();
                case STOP -> stop();
            }
        }
    }

    /// Ends the console, wherever its window is; going on without it is no answer here.
    public void quit() {
        if (living().isEmpty()) {
            steps.exit().run();
        } else if (!asking && !stopping) {
            if (whenClosed.get() == WhenClosed.STOP) {
                stop();
            } else {
                steps.raise().run();
                ask();
            }
        }
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

    private void ask() {
        asking = true;
        steps.ask()
                .accept(
                        new ClosingQuestion(
                                living().size(), steps.tray().getAsBoolean(), this::onAnswer));
    }

    private void onAnswer(ClosingQuestion.Answer answer) {
        asking = false;
        switch (answer.choice()) {
            case KEEP_RUNNING -> {
                if (answer.always()) {
                    whenClosed.set(WhenClosed.KEEP_RUNNING);
                }
                steps.keep().run();
            }
            case STOP -> {
                if (answer.always()) {
                    whenClosed.set(WhenClosed.STOP);
                }
                stop();
            }
            case GO_BACK -> {}
        }
    }

    private void stop() {
        stopping = true;
        steps.stopping().run();
        List<RunId> living = living();
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
