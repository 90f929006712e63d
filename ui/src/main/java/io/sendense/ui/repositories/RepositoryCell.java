package io.sendense.ui.repositories;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// One repository as a card: what it is, how full, how that went on. FX thread only.
final class RepositoryCell extends ListCell<RepositoryLine> {
    private final Messages messages;
    private final Formats formats;
    private final Label name = new Label();
    private final BadgeLabel mark = new BadgeLabel();
    private final Label path = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Label space = new Label();
    private final Label free = new Label();
    private final Label content = new Label();
    private final Label trend = new Label();
    private final FillChart chart = new FillChart();
    private final ProblemPane problem = new ProblemPane();
    private final VBox card;

    RepositoryCell(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
        name.getStyleClass().add("page-title");
        path.getStyleClass().add("object-subtitle");
        content.getStyleClass().add("object-subtitle");
        trend.getStyleClass().add("fill-trend");
        bar.getStyleClass().addAll("run-bar", "state-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        FontIcon icon = new FontIcon("mdi2d-database-outline");
        icon.getStyleClass().add("card-icon");
        HBox head = new HBox(icon, name, mark);
        head.getStyleClass().add("object-line");
        HBox numbers = new HBox(space, spacer(), free);
        VBox left = new VBox(head, path, bar, numbers, content);
        left.getStyleClass().add("card-left");
        VBox right = new VBox(trend, chart);
        right.getStyleClass().add("card-right");
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(0);
        VBox.setVgrow(chart, Priority.ALWAYS);
        HBox body = new HBox(left, right);
        body.getStyleClass().add("card-body");
        card = new VBox(body, problem);
        card.getStyleClass().add("card");
        setPrefWidth(0);
    }

    private static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    @Override
    protected void updateItem(RepositoryLine item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.name());
        mark.show(
                item.isDefault()
                        ? new Badge(messages.text("repositories.default"), Tone.RUNNING)
                        : Badge.NONE);
        path.setText(item.path());
        bar.setVisible(item.used() >= 0);
        bar.setManaged(item.used() >= 0);
        bar.setProgress(Math.max(0, item.used()));
        Tones.set(bar, item.tone());
        space.setText(item.space());
        free.setText(item.free());
        content.setText(item.content());
        trend.setText(item.trend());
        Tones.set(trend, item.tone());
        chart.show(item.fill(), formats);
        problem.show(item.problem());
        setGraphic(card);
        setAccessibleText(
                String.join(
                        ", ",
                        item.name(),
                        item.path(),
                        item.space(),
                        item.free(),
                        item.content(),
                        item.trend()));
    }
}
