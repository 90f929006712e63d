package io.sendense.ui;

import io.sendense.engine.problem.Problem;
import io.sendense.ui.error.ErrorController;
import io.sendense.ui.error.ErrorViewModel;
import io.sendense.ui.frame.ClosingController;
import io.sendense.ui.frame.ClosingQuestion;
import io.sendense.ui.frame.Occasion;
import io.sendense.ui.frame.Overlay;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.frame.QuestionController;
import io.sendense.ui.frame.StoppingController;
import io.sendense.ui.frame.Views;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.layout.Region;

/// Shows problems, questions and other dialogs above the window's content. FX thread only.
final class Dialogs implements ProblemPresenter, Question.Asker {
    private final Overlay overlay;
    private final Views views;
    private final Texts texts;
    private final InstantSource clock;
    private final Supplier<String> program;

    /// @param program name, version and commit, as far as they are known by now
    Dialogs(
            Overlay overlay,
            Views views,
            Texts texts,
            InstantSource clock,
            Supplier<String> program) {
        this.overlay = overlay;
        this.views = views;
        this.texts = texts;
        this.clock = clock;
        this.program = program;
    }

    /// Shows the view of a controller as a dialog.
    ///
    /// @param controller makes the controller from what closes the dialog
    void show(Function<Runnable, Object> controller) {
        Opened opened = new Opened();
        opened.view = views.load(controller.apply(opened::close));
        opened.view.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        overlay.show(opened.view);
    }

    @Override
    public void present(Problem problem, Optional<Occasion> occasion) {
        ErrorViewModel viewModel =
                new ErrorViewModel(
                        problem,
                        occasion.orElseGet(() -> Occasion.at(clock.instant())),
                        texts,
                        program.get());
        show(close -> new ErrorController(viewModel, close));
    }

    @Override
    public void ask(Question question, Consumer<Boolean> answered) {
        show(close ->
                new QuestionController(
                        question,
                        answer -> {
                            close.run();
                            answered.accept(answer);
                        }));
    }

    /// Asks what to do with what depends on the console.
    void ask(ClosingQuestion question) {
        show(close -> new ClosingController(question, texts.messages(), close));
    }

    /// Says that runs are being stopped; stays until the window closes.
    void showStopping() {
        show(_ -> new StoppingController());
    }

    private final class Opened {
        private Region view = new Region();

        private void close() {
            overlay.close(view);
        }
    }
}
