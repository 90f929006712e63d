package io.sendense.ui.frame.search;

import io.sendense.ui.shared.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of what is found. FX thread only.
final class SearchCell extends ListCell<SearchItem> {
    private final Messages messages;
    private final FontIcon icon = new FontIcon(SearchKind.COMMAND.icon());
    private final Label title = new Label();
    private final Label context = new Label();
    private final Label kind = new Label();
    private final HBox line;

    SearchCell(Messages messages) {
        this.messages = messages;
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        title.getStyleClass().add("found-title");
        title.setMinWidth(60);
        context.getStyleClass().add("found-context");
        context.setMinWidth(0);
        kind.getStyleClass().add("found-kind");
        kind.setMinWidth(USE_PREF_SIZE);
        line = new HBox(icon, title, context, gap, kind);
        line.getStyleClass().add("found");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(SearchItem item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        icon.setIconLiteral(item.kind().icon());
        title.setText(item.title());
        context.setText(item.context());
        kind.setText(words(item.kind()));
        setGraphic(line);
        setAccessibleText(kind.getText() + " " + item.title() + ", " + item.context());
    }

    private String words(SearchKind shown) {
        return switch (shown) {
            case COMMAND -> messages.text("search.kind.command");
            case VM -> messages.text("search.kind.vm");
            case JOB -> messages.text("search.kind.job");
            case RUN -> messages.text("search.kind.run");
            case POINT -> messages.text("search.kind.point");
        };
    }
}
