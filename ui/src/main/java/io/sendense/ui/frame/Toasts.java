package io.sendense.ui.frame;

import io.sendense.ui.desktop.Notice;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import java.time.Duration;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;

/// Notices in a corner of the window, the newest at the bottom; each goes by itself after a while,
/// what went wrong later than what went well. They never take the keyboard. FX thread only.
public final class Toasts {
    private static final int MOST = 3;
    private static final Duration GOOD_STAYS = Duration.ofSeconds(8);
    private static final Duration BAD_STAYS = Duration.ofSeconds(30);

    private final VBox pile = new VBox();
    private final Tasks tasks;
    private final Messages messages;

    public Toasts(Tasks tasks, Messages messages) {
        this.tasks = tasks;
        this.messages = messages;
        pile.getStyleClass().add("toasts");
        pile.setPickOnBounds(false);
        pile.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(pile, Pos.BOTTOM_LEFT);
    }

    /// The node to be laid above the window's content.
    public Node node() {
        return pile;
    }

    public void show(Notice notice) {
        Node toast = toast(notice);
        pile.getChildren().add(toast);
        if (pile.getChildren().size() > MOST) {
            pile.getChildren().removeFirst();
        }
        Duration stays = notice.level() == Notice.Level.GOOD ? GOOD_STAYS : BAD_STAYS;
        whenInFront(() -> tasks.onScreenAfter(stays, () -> remove(toast)));
    }

    /// What nobody can see stays until somebody can.
    private void whenInFront(Runnable action) {
        Window window = pile.getScene().getWindow();
        if (window.isFocused()) {
            action.run();
            return;
        }
        window.focusedProperty()
                .addListener(
                        new ChangeListener<>() {
                            @Override
                            public void changed(
                                    ObservableValue<? extends Boolean> focused,
                                    Boolean before,
                                    Boolean now) {
                                focused.removeListener(this);
                                action.run();
                            }
                        });
    }

    private void remove(Node toast) {
        pile.getChildren().remove(toast);
    }

    private Node toast(Notice notice) {
        FontIcon icon = new FontIcon(icon(notice.level()));
        icon.getStyleClass().add("toast-icon");
        Label title = line(notice.title(), "toast-title");
        Label text = line(notice.text(), "toast-text");
        Hyperlink open = new Hyperlink(messages.text("notice.open"));
        open.getStyleClass().add("toast-open");
        VBox words = new VBox(title, text, open);
        words.getStyleClass().add("toast-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        Button close = new Button(null, new FontIcon("mdi2c-close"));
        close.getStyleClass().addAll("flat", "button-icon", "toast-close");
        close.setAccessibleText(messages.text("notice.close"));
        HBox toast = new HBox(icon, words, close);
        toast.getStyleClass().add("toast");
        Tones.set(toast, tone(notice.level()));
        toast.setAccessibleRole(AccessibleRole.DIALOG);
        toast.setAccessibleText(notice.title() + ". " + notice.text());
        close.setOnAction(_ -> remove(toast));
        Runnable opened =
                () -> {
                    remove(toast);
                    notice.opened().run();
                };
        open.setOnAction(_ -> opened.run());
        toast.setOnMouseClicked(_ -> opened.run());
        return toast;
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    private static String icon(Notice.Level level) {
        return switch (level) {
            case GOOD -> "mdi2c-check-circle-outline";
            case WARNING -> "mdi2a-alert-outline";
            case BAD -> "mdi2a-alert-circle-outline";
        };
    }

    private static Tone tone(Notice.Level level) {
        return switch (level) {
            case GOOD -> Tone.SUCCESS;
            case WARNING -> Tone.WARNING;
            case BAD -> Tone.DANGER;
        };
    }
}
