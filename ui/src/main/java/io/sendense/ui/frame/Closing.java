package io.sendense.ui.frame;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.Messages;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens when the operator closes the window while runs are living: they are stopped safely
/// first, if the operator wants that. FX thread only.
public final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final EngineLink link;
    private final Messages messages;
    private final Question.Asker questions;
    private final Steps steps;
    private boolean asking;
    private boolean stopping;

    /// What the window does about it.
    ///
    /// @param stopping shows that runs are being stopped
    /// @param exit closes the window for good
    public record Steps(Runnable stopping, Runnable exit) {}

    public Closing(EngineLink link, Messages messages, Question.Asker questions, Steps steps) {
        this.link = link;
        this.messages = messages;
        this.questions = questions;
        this.steps = steps;
    }

    /// Closes the window at once where nothing is running, else asks. While a question or the
    /// stopping is under way, does nothing more.
    public void request() {
        List<RunId> living = link.runs().living().stream().map(RunView::id).toList();
        if (living.isEmpty()) {
            steps.exit().run();
        } else if (!asking && !stopping) {
            asking = true;
            questions.ask(
                    new Question(
                            messages.text("closing.title", living.size()),
                            messages.text("closing.text"),
                            messages.text("closing.stop"),
                            messages.text("closing.stay")),
                    answer -> {
                        asking = false;
                        if (answer) {
                            stop();
                        }
                    });
        }
    }

    private void stop() {
        stopping = true;
        steps.stopping().run();
        List<RunId> living = link.runs().living().stream().map(RunView::id).toList();
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
