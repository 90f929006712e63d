package io.sendense.ui;

import io.sendense.engine.Engine;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.frame.Closing;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.RestingCarets;
import io.sendense.ui.frame.StartController;
import io.sendense.ui.frame.Theme;
import io.sendense.ui.frame.Views;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The window from its opening to its end: first that the engine is starting, then the console, or
/// why there is none. FX thread only.
final class ConsoleWindow {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWindow.class);

    private final Parts parts;
    private final Consumer<ConsoleSettings> closed;
    private final Theme theme;
    private final ObjectProperty<LanguageChoice> language;
    private final Scene scene;
    private final Stage stage = new Stage();
    private @Nullable Engine engine;
    private @Nullable Wiring wiring;
    private @Nullable Closing closing;
    private Tasks.@Nullable Work opening;

    /// What a window is made with.
    record Parts(Tasks tasks, Texts texts, InstantSource clock, ConsoleOptions options) {}

    ConsoleWindow(Parts parts, ConsoleSettings settings, Consumer<ConsoleSettings> closed) {
        this.parts = parts;
        this.closed = closed;
        this.theme = new Theme(settings.theme());
        this.language = new SimpleObjectProperty<>(this, "language", settings.language());
        this.scene = new Scene(new StackPane(), settings.width(), settings.height());
        theme.dress(scene);
        RestingCarets.watch(scene, parts.tasks());
        stage.setScene(scene);
        stage.setTitle(parts.texts().messages().text("window.title"));
        stage.getIcons().addAll(icons());
        stage.setMaximized(settings.maximized());
        stage.setMinWidth(ConsoleSettings.SMALLEST_WIDTH);
        stage.setMinHeight(ConsoleSettings.SMALLEST_HEIGHT);
        stage.setOnCloseRequest(this::onCloseRequest);
    }

    private static List<Image> icons() {
        return List.of("icon-16.png", "icon-32.png", "icon-64.png", "icon-128.png", "icon-256.png")
                .stream()
                .map(file -> new Image(Theme.class.getResource(file).toExternalForm()))
                .toList();
    }

    /// Shows the window and opens the engine behind it.
    void open(EngineSupplier supplier) {
        Thread.currentThread().setUncaughtExceptionHandler((_, e) -> onUncaught(e));
        StartController start = new StartController(this::close);
        scene.setRoot(new Views(parts.texts().messages()).load(start));
        stage.show();
        opening =
                parts.tasks()
                        .call(
                                supplier::open,
                                this::start,
                                problem -> start.fail(parts.texts().view(problem)));
    }

    private void start(Engine opened) {
        engine = opened;
        Wiring made =
                new Wiring(
                        opened,
                        new Wiring.Surroundings(
                                parts.tasks(),
                                parts.texts(),
                                theme,
                                language,
                                parts.clock(),
                                parts.options()));
        wiring = made;
        if (parts.options().ownsEngine().getAsBoolean()) {
            closing = made.closing(this::close);
        }
        scene.setRoot(made.build());
    }

    private void onCloseRequest(WindowEvent event) {
        event.consume();
        if (closing == null) {
            close();
        } else {
            closing.request();
        }
    }

    private void close() {
        if (opening != null && engine == null) {
            opening.cancel();
        }
        if (wiring != null) {
            wiring.detach();
        }
        boolean maximized = stage.isMaximized();
        ConsoleSettings settings =
                new ConsoleSettings(
                        theme.choiceProperty().get(),
                        language.get(),
                        maximized ? ConsoleSettings.DEFAULT.width() : scene.getWidth(),
                        maximized ? ConsoleSettings.DEFAULT.height() : scene.getHeight(),
                        maximized);
        stage.hide();
        closed.accept(settings);
    }

    /// A bug in a view must not go unseen, and must not take the window with it.
    private void onUncaught(Throwable bug) {
        LOG.error("a view broke", bug);
        if (wiring != null) {
            wiring.dialogs()
                    .present(Problem.of(ProblemCode.INTERNAL_ERROR).with("cause", bug.toString()));
        }
    }
}
