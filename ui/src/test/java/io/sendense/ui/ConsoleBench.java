package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Engine;
import io.sendense.engine.NewVCenter;
import io.sendense.ui.desktop.Desktop;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import io.sendense.ui.shared.FxTasks;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// A whole console on an engine, with a robot that works it as an operator does.
final class ConsoleBench implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-22T20:15:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final FxRobot robot = new FxRobot();
    private final OffScreenEngine guard;
    private final FxTasks tasks = new FxTasks();
    private final AtomicReference<ConsoleSettings> closed = new AtomicReference<>();
    private final AtomicReference<ConsoleSettings> stored = new AtomicReference<>();
    private final Window window;

    /// On a fake engine, at a fixed time.
    ConsoleBench(FakeEngine engine, ConsoleSettings settings) {
        this(engine, settings, new FakeDesktop());
    }

    ConsoleBench(FakeEngine engine, ConsoleSettings settings, Desktop desktop) {
        this(engine, settings, InstantSource.fixed(NOW), Path.of("/home/operator"), desktop);
    }

    /// @param userHome shown as `~`
    ConsoleBench(Engine engine, ConsoleSettings settings, InstantSource clock, Path userHome) {
        this(engine, settings, clock, userHome, Desktop.none());
    }

    private ConsoleBench(
            Engine engine,
            ConsoleSettings settings,
            InstantSource clock,
            Path userHome,
            Desktop desktop) {
        this.guard = new OffScreenEngine(engine);
        ConsoleOptions options =
                new ConsoleOptions(
                        Path.of("unused"),
                        new HomePlaces(
                                Path.of("/home/operator/.sendense"),
                                Path.of("/home/operator/.sendense/catalog.mv.db"),
                                Path.of("/home/operator/.sendense/repository"),
                                Path.of("/home/operator/.sendense/logs")),
                        desktop,
                        () -> true,
                        Optional.<NewVCenter>empty());
        ConsoleWindow.Parts parts =
                new ConsoleWindow.Parts(
                        tasks,
                        Texts.of(settings.language().language(Locale.UK), ZoneOffset.UTC, userHome),
                        clock,
                        options,
                        stored::set);
        List<Window> before = List.copyOf(Window.getWindows());
        WaitForAsyncUtils.asyncFx(
                () -> new ConsoleWindow(parts, settings, closed::set).open(_ -> guard.engine()));
        WaitForAsyncUtils.waitForFxEvents();
        window =
                Window.getWindows().stream()
                        .filter(each -> !before.contains(each))
                        .findFirst()
                        .orElseThrow();
        robot.targetWindow(window);
        until("the console is there", () -> isThere("#inventory"));
        // Whatever page the console opens on.
        robot.clickOn("#inventory");
    }

    static ConsoleSettings light() {
        return new ConsoleSettings(ThemeChoice.LIGHT, LanguageChoice.ENGLISH, 1280, 800, false);
    }

    Scene scene() {
        return window.getScene();
    }

    /// Waits until something is so, and fails with these words if it does not become so.
    void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    void until(String what, Duration patience, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(
                    patience.toSeconds(),
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.waitForAsyncFx(5000, condition::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("not in " + patience.toSeconds() + " s: " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    boolean isThere(String query) {
        return robot.lookup(query).queryAll().stream().anyMatch(ConsoleBench::isSeen);
    }

    /// Whether a text is on screen, mnemonics aside.
    boolean reads(String text) {
        return robot.lookup((Node node) ->
                        node instanceof Labeled shown
                                && text.equals(shown.getText())
                                && isSeen(node))
                .tryQuery()
                .isPresent();
    }

    private static boolean isSeen(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// The line of the tree with this name.
    Node line(String name) {
        return robot.lookup(".tree-cell")
                .match(node -> node instanceof Labeled cell && name.equals(cell.getText()))
                .query();
    }

    /// Opens the sample inventory's hosts, down to its VMs.
    void openHosts() {
        until("tree", () -> reads("Frankfurt"));
        for (String name : new String[] {"Compute", "esx-fra-01.example.com", "Gold"}) {
            robot.clickOn(line(name)).push(KeyCode.RIGHT);
        }
        until("VM", () -> reads("pgtest1"));
    }

    /// How many VMs are listed for a backup.
    int listed() {
        return robot.lookup("#list").queryAs(ListView.class).getItems().size();
    }

    boolean hasRow(String text) {
        return robot.lookup(ConsoleBench::isCell)
                .match(node ->
                        node instanceof Labeled cell && text.equals(cell.getText()) && isSeen(node))
                .tryQuery()
                .isPresent();
    }

    /// Whether the page's own state, not a line's, is this.
    boolean stateIs(String text) {
        return robot.lookup("#state").match(ConsoleBench::isSeen).queryAll().stream()
                .anyMatch(node -> node instanceof Labeled shown && text.equals(shown.getText()));
    }

    /// The row of a table or list in which this text stands.
    Node row(String text) {
        return robot.lookup(ConsoleBench::isCell)
                .match(node -> node instanceof Labeled cell && text.equals(cell.getText()))
                .query();
    }

    private static boolean isCell(Node node) {
        return node.getStyleClass().contains("table-cell")
                || node.getStyleClass().contains("tree-table-cell");
    }

    boolean isMenuOpen() {
        return Window.getWindows().stream()
                .anyMatch(each -> each instanceof ContextMenu && each.isShowing());
    }

    /// An item of an open menu.
    Node menuItem(String text) {
        return menuItems(text).findFirst().orElseThrow();
    }

    boolean isInMenu(String text) {
        return menuItems(text).findFirst().isPresent();
    }

    private Stream<Node> menuItems(String text) {
        return Window.getWindows().stream()
                .filter(each -> each instanceof ContextMenu && each.isShowing())
                .map(each -> robot.from(each.getScene().getRoot()))
                .flatMap(menu -> menu.lookup((Node node) -> reads(node, text)).queryAll().stream());
    }

    private static boolean reads(Node node, String text) {
        return node instanceof Labeled shown && text.equals(shown.getText()) && isSeen(node);
    }

    /// Takes a picture, of a window that shows all of its texts, so that they can be read, and has
    /// a name for all that the keyboard reaches.
    void picture(String name) {
        WaitForAsyncUtils.waitForFxEvents();
        Looks looks =
                WaitForAsyncUtils.waitForAsyncFx(
                        20_000,
                        () -> {
                            Pictures.take(scene(), name);
                            return new Looks(
                                    Clipping.of(scene()),
                                    Contrast.tooLowIn(scene()),
                                    SpokenNames.missingIn(scene()));
                        });
        assertThat(looks.cut()).as("texts that are cut off in " + name).isEmpty();
        assertThat(looks.faint()).as("texts that are too faint in " + name).isEmpty();
        assertThat(looks.nameless()).as("controls without a name in " + name).isEmpty();
    }

    /// Takes a picture of what the display itself shows of the window, with all that lies above it.
    void screen(String name) {
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForAsyncFx(
                20_000,
                () -> {
                    Rectangle2D area =
                            new Rectangle2D(
                                    window.getX() + scene().getX(),
                                    window.getY() + scene().getY(),
                                    scene().getWidth(),
                                    scene().getHeight());
                    Pictures.keep(new Robot().getScreenCapture(null, area), name);
                    return name;
                });
    }

    /// What is wrong with a picture.
    private record Looks(List<String> cut, List<String> faint, List<String> nameless) {}

    boolean focusIs(String id) {
        Node owner = scene().getFocusOwner();
        return owner != null && id.equals(owner.getId());
    }

    /// How many frames the toolkit makes in this time.
    int pulses(Duration time) throws InterruptedException {
        AtomicInteger pulses = new AtomicInteger();
        Runnable count = pulses::incrementAndGet;
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForAsyncFx(5000, () -> scene().addPostLayoutPulseListener(count));
        Thread.sleep(time);
        WaitForAsyncUtils.waitForAsyncFx(5000, () -> scene().removePostLayoutPulseListener(count));
        return pulses.get();
    }

    /// What may draw by itself: who has the keyboard, as a caret blinks, in this and other windows.
    List<String> drawn() {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () ->
                        Window.getWindows().stream()
                                .map(each -> each + " " + each.getScene().getFocusOwner())
                                .toList());
    }

    Optional<ConsoleSettings> closedWith() {
        return Optional.ofNullable(closed.get());
    }

    /// What was stored last while the window was open.
    Optional<ConsoleSettings> stored() {
        return Optional.ofNullable(stored.get());
    }

    Window window() {
        return window;
    }

    /// Every test ends with: nothing asked the engine on the FX thread, no view broke.
    @Override
    public void close() {
        try {
            assertThat(guard.violations()).as("engine calls on the FX thread").isEmpty();
            assertThat(reads("INTERNAL-ERROR")).as("a view broke").isFalse();
        } finally {
            WaitForAsyncUtils.waitForAsyncFx(
                    5000,
                    () -> {
                        scene().getRoot().requestFocus();
                        window.hide();
                    });
            WaitForAsyncUtils.waitForFxEvents();
            WaitForAsyncUtils.waitForAsyncFx(5000, this::restCarets);
            tasks.close();
        }
    }

    /// A caret that blinks when its window goes would blink for ever, and have the toolkit draw
    /// sixty times a second in all tests that follow; a dialog does not let the keyboard go.
    private void restCarets() {
        for (Node node : scene().getRoot().lookupAll(".text-input")) {
            if (node instanceof TextInputControl field
                    && field.getSkin() instanceof TextInputControlSkin<?> skin) {
                skin.setCaretAnimating(false);
            }
        }
    }
}
