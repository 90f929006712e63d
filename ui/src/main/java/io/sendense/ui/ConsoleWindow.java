package io.sendense.ui;

import io.sendense.engine.Engine;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.frame.Closing;
import io.sendense.ui.frame.ConsoleMemory;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.Layouts;
import io.sendense.ui.frame.RestingCarets;
import io.sendense.ui.frame.StartController;
import io.sendense.ui.frame.Theme;
import io.sendense.ui.frame.Views;
import io.sendense.ui.frame.WindowPlace;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The window from its opening to its end: first that the engine is starting, then the console, or
/// why there is none. FX thread only.
final class ConsoleWindow {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWindow.class);

    private static final Duration PLACE_RESTS = Duration.ofMillis(500);

    private final Parts parts;
    private final Consumer<ConsoleSettings> closed;
    private final ConsoleMemory memory;
    private final Views views;
    private final Theme theme;
    private final Scene scene;
    private final Stage stage = new Stage();
    private @Nullable Engine engine;
    private @Nullable Wiring wiring;
    private @Nullable Closing closing;
    private Tasks.@Nullable Work opening;
    private boolean placePlanned;

    /// What a window is made with.
    ///
    /// @param store keeps settings for the next start; called off the FX thread
    record Parts(
            Tasks tasks,
            Texts texts,
            InstantSource clock,
            ConsoleOptions options,
            Consumer<ConsoleSettings> store) {}

    ConsoleWindow(Parts parts, ConsoleSettings settings, Consumer<ConsoleSettings> closed) {
        this.parts = parts;
        this.closed = closed;
        this.memory = new ConsoleMemory(settings, parts.tasks(), parts.store());
        this.views = new Views(parts.texts().messages(), new Layouts(memory));
        this.theme = new Theme(memory.themeProperty());
        WindowPlace place =
                settings.window()
                        .within(Screen.getScreens().stream().map(Screen::getVisualBounds).toList());
        this.scene = new Scene(new StackPane(), place.width(), place.height());
        theme.dress(scene);
        RestingCarets.watch(scene, parts.tasks());
        stage.setScene(scene);
        stage.setTitle(parts.texts().messages().text("window.title"));
        stage.getIcons().addAll(icons());
        if (place.isPlaced()) {
            stage.setX(place.x());
            stage.setY(place.y());
        }
        stage.setMaximized(place.maximized());
        stage.setMinWidth(WindowPlace.SMALLEST_WIDTH);
        stage.setMinHeight(WindowPlace.SMALLEST_HEIGHT);
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
        scene.setRoot(views.load(start));
        stage.show();
        followPlace();
        opening =
                parts.tasks()
                        .call(
                                () -> supplier.open(() -> parts.tasks().onScreen(this::raise)),
                                this::start,
                                problem -> start.fail(parts.texts().view(problem)));
    }

    private void followPlace() {
        for (ReadOnlyDoubleProperty edge :
                List.of(
                        stage.xProperty(),
                        stage.yProperty(),
                        scene.widthProperty(),
                        scene.heightProperty())) {
            edge.subscribe((_, _) -> planToKeepPlace());
        }
        stage.maximizedProperty().subscribe((_, _) -> planToKeepPlace());
    }

    /// The window says that it is maximized only after it has become so large.
    private void planToKeepPlace() {
        if (!placePlanned) {
            placePlanned = true;
            parts.tasks().onScreenAfter(PLACE_RESTS, this::keepPlace);
        }
    }

    private void keepPlace() {
        placePlanned = false;
        if (!stage.isShowing() || stage.isIconified()) {
            return;
        }
        WindowPlace before = memory.windowProperty().get();
        boolean maximized = stage.isMaximized();
        memory.windowProperty()
                .set(
                        maximized
                                ? new WindowPlace(
                                        before.x(),
                                        before.y(),
                                        before.width(),
                                        before.height(),
                                        true)
                                : new WindowPlace(
                                        stage.getX(),
                                        stage.getY(),
                                        scene.getWidth(),
                                        scene.getHeight(),
                                        false));
    }

    private void start(Engine opened) {
        engine = opened;
        Wiring made =
                new Wiring(
                        opened,
                        new Wiring.Surroundings(
                                parts.tasks(),
                                parts.texts(),
                                views,
                                memory,
                                parts.clock(),
                                parts.options()));
        wiring = made;
        if (parts.options().ownsEngine().getAsBoolean()) {
            closing =
                    made.presence()
                            .closing(
                                    new Presence.WindowSteps(
                                            this::leave, this::raise, this::close));
        }
        made.presence().tellEnds(this::isInFront, this::raise);
        scene.setRoot(made.build());
        scene.addPostLayoutPulseListener(new FirstPulses());
    }

    /// Logs when the console was first to be seen: what counts as its start.
    private final class FirstPulses implements Runnable {
        private int pulses;

        @Override
        public void run() {
            pulses++;
            if (pulses == 2) {
                scene.removePostLayoutPulseListener(this);
                LOG.info("the console is open");
            }
        }
    }

    /// Out of the background, over the other windows, with the keyboard. Some desktops refuse to
    /// let a window take the keyboard by itself; they mark it in their bar then.
    private void raise() {
        if (!stage.isShowing()) {
            stage.show();
        }
        stage.setIconified(false);
        stage.setAlwaysOnTop(true);
        stage.toFront();
        stage.requestFocus();
        stage.setAlwaysOnTop(false);
    }

    private boolean isInFront() {
        return stage.isShowing() && !stage.isIconified() && stage.isFocused();
    }

    /// Goes on without the window: in the tray, or minimised where there is none.
    private void leave() {
        if (wiring != null && wiring.presence().hasTray()) {
            keepPlace();
            stage.hide();
        } else {
            stage.setIconified(true);
        }
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
        keepPlace();
        stage.hide();
        closed.accept(memory.settings());
    }

    /// A bug in a view must not go unseen, and must not take the window with it.
    private void onUncaught(Throwable bug) {
        LOG.error("a view broke", bug);
        if (wiring != null) {
            wiring.dialogs().present(Problem.of(ProblemCode.INTERNAL_ERROR).because(bug));
        }
    }
}
