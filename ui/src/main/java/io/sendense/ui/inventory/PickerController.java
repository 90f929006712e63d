package io.sendense.ui.inventory;

import atlantafx.base.controls.CustomTextField;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectRef;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// Binds a small inventory to choose from, with a list of the tags: objects are dragged out of it,
/// or handed over by Enter or its two buttons.
public final class PickerController {
    private final InventoryViewModel viewModel;
    private final PickTagsViewModel tags;
    private final Messages messages;
    private final Consumer<List<ObjectRef>> include;
    private final Consumer<List<ObjectRef>> exclude;

    @FXML private ToggleButton pickHosts;
    @FXML private ToggleButton pickVms;
    @FXML private ToggleButton pickTags;
    @FXML private VBox tagsPane;
    @FXML private ListView<ObjectRef> tagList;
    @FXML private Label tagsUnreadable;
    @FXML private CustomTextField pickSearch;
    @FXML private TreeView<InventoryNode> pickTree;
    @FXML private Button pickInclude;
    @FXML private Button pickExclude;

    public PickerController(
            InventoryViewModel viewModel,
            PickTagsViewModel tags,
            Messages messages,
            Consumer<List<ObjectRef>> include,
            Consumer<List<ObjectRef>> exclude) {
        this.viewModel = viewModel;
        this.tags = tags;
        this.messages = messages;
        this.include = include;
        this.exclude = exclude;
    }

    @FXML
    void initialize() {
        pickSearch.textProperty().bindBidirectional(viewModel.searchProperty());
        pickTree.setCellFactory(_ -> new InventoryCell(viewModel, messages));
        pickTree.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        tags.searchProperty().bind(pickSearch.textProperty());
        tagList.setItems(tags.tags());
        tagList.setCellFactory(_ -> new TagCell());
        tagList.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        tagList.getSelectionModel().getSelectedItems().subscribe(this::prepareButtons);
        tagList.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        tagsUnreadable.visibleProperty().bind(tags.unreadableProperty());
        tagsUnreadable.managedProperty().bind(tagsUnreadable.visibleProperty());
        TreeController.bind(pickTree, viewModel);
        viewModel.modeProperty().subscribe(this::showMode);
        viewModel.selectionProperty().subscribe(this::prepareButtons);
    }

    /// What is selected in the list that is shown.
    private List<ObjectRef> chosen() {
        return tagsPane.isVisible()
                ? List.copyOf(tagList.getSelectionModel().getSelectedItems())
                : viewModel.selectedObjects();
    }

    private void prepareButtons() {
        boolean nothing = chosen().isEmpty();
        pickInclude.setDisable(nothing);
        pickExclude.setDisable(nothing);
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && !chosen().isEmpty()) {
            include();
            event.consume();
        }
    }

    private void showMode(TreeMode mode) {
        showTags(false);
        pickHosts.setSelected(mode == TreeMode.HOSTS_AND_CLUSTERS);
        pickVms.setSelected(mode == TreeMode.VMS_AND_TEMPLATES);
    }

    private void showTags(boolean shown) {
        tagsPane.setVisible(shown);
        pickTree.setVisible(!shown);
        pickTags.setSelected(shown);
        prepareButtons();
    }

    @FXML
    void showTags() {
        pickHosts.setSelected(false);
        pickVms.setSelected(false);
        showTags(true);
    }

    @FXML
    void showHosts() {
        viewModel.modeProperty().set(TreeMode.HOSTS_AND_CLUSTERS);
        showMode(TreeMode.HOSTS_AND_CLUSTERS);
    }

    @FXML
    void showVms() {
        viewModel.modeProperty().set(TreeMode.VMS_AND_TEMPLATES);
        showMode(TreeMode.VMS_AND_TEMPLATES);
    }

    @FXML
    void include() {
        include.accept(chosen());
    }

    @FXML
    void exclude() {
        exclude.accept(chosen());
    }
}
