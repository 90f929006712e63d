package io.sendense.ui.frame.search;

import atlantafx.base.controls.CustomTextField;
import io.sendense.ui.shared.Messages;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;

/// Binds the search over everything. The keyboard stays in its field, and moves through what is
/// found from there.
public final class SearchController {
    private static final int PAGE = 8;

    private final SearchViewModel viewModel;
    private final Messages messages;
    private final Runnable close;

    @FXML private VBox palette;
    @FXML private CustomTextField query;
    @FXML private ProgressIndicator reading;
    @FXML private ListView<SearchItem> found;
    @FXML private Label nothing;
    @FXML private Label second;

    public SearchController(SearchViewModel viewModel, Messages messages, Runnable close) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.close = close;
    }

    @FXML
    void initialize() {
        query.textProperty().bindBidirectional(viewModel.queryProperty());
        reading.visibleProperty().bind(viewModel.readingProperty());
        found.setItems(viewModel.found());
        found.setCellFactory(_ -> new SearchCell(messages));
        found.getSelectionModel().selectedItemProperty().subscribe(this::onSelected);
        viewModel.found().addListener((ListChangeListener<SearchItem>) _ -> select(0));
        nothing.visibleProperty()
                .bind(
                        Bindings.isEmpty(viewModel.found())
                                .and(viewModel.readingProperty().not())
                                .and(viewModel.queryProperty().isNotEmpty()));
        palette.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        found.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
        select(0);
    }

    private void onSelected(SearchItem item) {
        Optional<SearchItem.Second> other = Optional.ofNullable(item).flatMap(SearchItem::second);
        second.setText(other.map(more -> messages.text("search.second", more.text())).orElse(""));
        query.setAccessibleHelp(
                item == null ? "" : messages.text("search.item", item.title(), item.context()));
    }

    private void select(int index) {
        int last = viewModel.found().size() - 1;
        if (last >= 0) {
            int chosen = Math.clamp(index, 0, last);
            found.getSelectionModel().clearAndSelect(chosen);
            found.scrollTo(Math.max(0, chosen - PAGE + 2));
        }
    }

    private void onKey(KeyEvent event) {
        int at = found.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> select(at + 1);
            case UP -> select(at - 1);
            case PAGE_DOWN -> select(at + PAGE);
            case PAGE_UP -> select(at - PAGE);
            case ENTER -> {
                boolean other = event.isShortcutDown();
                viewModel.whenFound(() -> choose(other));
            }
            case ESCAPE -> close.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void onClick(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            choose(event.isShortcutDown());
        }
    }

    /// Opens what is selected, or does the other thing that can be done with it.
    private void choose(boolean other) {
        SearchItem item = found.getSelectionModel().getSelectedItem();
        if (item == null || (other && item.second().isEmpty())) {
            return;
        }
        close.run();
        if (other) {
            item.second().ifPresent(more -> more.action().run());
        } else {
            item.open().run();
        }
    }
}
