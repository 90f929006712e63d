package io.sendense.ui.repositories;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// Binds the page of repositories.
public final class RepositoriesController {
    private final RepositoriesViewModel viewModel;
    private final Messages messages;
    private final Formats formats;
    private final Runnable openAdd;

    @FXML private Label count;
    @FXML private MenuButton check;
    @FXML private MenuButton writtenBy;
    @FXML private RadioMenuItem byEngine;
    @FXML private RadioMenuItem byQemu;
    @FXML private Button makeDefault;
    @FXML private Button forget;
    @FXML private HBox checking;
    @FXML private Label checkTitle;
    @FXML private Label checkWords;
    @FXML private ProgressBar checkBar;
    @FXML private Label checkResult;
    @FXML private ProblemPane checkProblem;
    @FXML private Label result;
    @FXML private ListView<RepositoryLine> list;

    /// @param openAdd opens the dialog that adds one
    public RepositoriesController(
            RepositoriesViewModel viewModel, Messages messages, Formats formats, Runnable openAdd) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
        this.openAdd = openAdd;
    }

    @FXML
    void initialize() {
        list.setItems(viewModel.lines());
        list.setCellFactory(_ -> new RepositoryCell(messages, formats));
        viewModel.chosenProperty().subscribe(this::showChosen);
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(line -> {
                    if (line != null) {
                        viewModel.chosenProperty().set(line);
                    }
                });
        count.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> messages.text("repositories.count", viewModel.lines().size()),
                                viewModel.lines()));
        result.textProperty().bind(viewModel.resultProperty());
        viewModel.resultProperty().subscribe(text -> place(result, !text.isEmpty()));
        bindChecking();
        var none = viewModel.chosenProperty().isNull();
        check.disableProperty().bind(none.or(viewModel.checking().runningProperty()));
        writtenBy.disableProperty().bind(none);
        makeDefault
                .disableProperty()
                .bind(
                        viewModel
                                .chosenProperty()
                                .map(line -> line == null || line.isDefault())
                                .orElse(true));
        forget.disableProperty()
                .bind(
                        viewModel
                                .chosenProperty()
                                .map(line -> line == null || line.isDefault())
                                .orElse(true));
    }

    private void bindChecking() {
        Checking running = viewModel.checking();
        checkTitle.textProperty().bind(running.titleProperty());
        checkWords.textProperty().bind(running.wordsProperty());
        checkBar.progressProperty().bind(running.fraction());
        checkResult.textProperty().bind(running.resultProperty());
        running.runningProperty().subscribe(on -> place(checking, on));
        running.resultProperty().subscribe(text -> place(checkResult, !text.isEmpty()));
        running.problemProperty().subscribe(checkProblem::show);
    }

    private void showChosen(@Nullable RepositoryLine line) {
        byEngine.setSelected(line != null && line.target() == WrittenBy.ENGINE);
        byQemu.setSelected(line != null && line.target() == WrittenBy.QEMU);
        if (line != null && !line.equals(list.getSelectionModel().getSelectedItem())) {
            list.getSelectionModel().select(line);
        }
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    @FXML
    void add() {
        openAdd.run();
    }

    @FXML
    void checkStructure() {
        viewModel.check(false);
    }

    @FXML
    void checkData() {
        viewModel.check(true);
    }

    @FXML
    void cancelCheck() {
        viewModel.checking().cancel();
    }

    @FXML
    void writeByEngine() {
        write(WrittenBy.ENGINE);
    }

    @FXML
    void writeByQemu() {
        write(WrittenBy.QEMU);
    }

    /// The mark moves when the engine has agreed.
    private void write(WrittenBy writer) {
        viewModel.writeWith(writer);
        showChosen(viewModel.chosenProperty().get());
    }

    @FXML
    void makeDefault() {
        viewModel.makeDefault();
    }

    @FXML
    void forget() {
        viewModel.forget();
    }

    @FXML
    void refresh() {
        viewModel.refresh();
    }
}
