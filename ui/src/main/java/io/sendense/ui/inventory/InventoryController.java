package io.sendense.ui.inventory;

import atlantafx.base.controls.CustomTextField;
import io.sendense.ui.frame.JobActions;
import io.sendense.ui.frame.Views;
import io.sendense.ui.shared.Messages;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the tree with its search, its two orders, its menu, and the details beside it.
public final class InventoryController {
    private final InventoryViewModel viewModel;
    private final VmDetailsController detailsController;
    private final Messages messages;
    private final Views views;

    @FXML private ToggleButton hosts;
    @FXML private ToggleButton vms;
    @FXML private CustomTextField search;
    @FXML private Button clearSearch;
    @FXML private TreeView<InventoryNode> tree;
    @FXML private VBox noVCenter;
    @FXML private VBox notFound;
    @FXML private VBox reading;
    @FXML private StackPane details;
    @FXML private FilterMenu filterMenu;
    @FXML private FilterChips filterChips;
    @FXML private Label count;
    @FXML private MenuItem addToBackup;
    @FXML private Menu addToJob;
    @FXML private MenuItem newJob;
    @FXML private MenuItem removeVCenter;

    public InventoryController(
            InventoryViewModel viewModel,
            VmDetailsController detailsController,
            Messages messages,
            Views views) {
        this.viewModel = viewModel;
        this.detailsController = detailsController;
        this.messages = messages;
        this.views = views;
    }

    @FXML
    void initialize() {
        details.getChildren().add(views.load(detailsController));
        search.textProperty().bindBidirectional(viewModel.searchProperty());
        filterMenu.bind(viewModel.filter(), messages);
        filterChips.bind(viewModel.filter(), messages);
        count.textProperty().bind(viewModel.countProperty());
        clearSearch.visibleProperty().bind(search.textProperty().isNotEmpty());
        tree.setCellFactory(_ -> new InventoryCell(viewModel, messages));
        TreeController.bind(tree, viewModel);
        viewModel.blankProperty().subscribe(this::showBlank);
        tree.getContextMenu().setOnShowing(_ -> prepareMenu());
        viewModel.modeProperty().subscribe(this::showMode);
        viewModel
                .revealedProperty()
                .subscribe((_, _) -> tree.scrollTo(tree.getSelectionModel().getSelectedIndex()));
        tree.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        tree.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
    }

    private void prepareMenu() {
        Chosen chosen = viewModel.chosen();
        int vms = chosen.vms().size();
        addToBackup.setText(messages.text("inventory.menu.backup", vms));
        addToBackup.setDisable(vms == 0);
        removeVCenter.setVisible(viewModel.selectedVCenter().isPresent());
        newJob.setVisible(viewModel.jobs().isPresent());
        newJob.setDisable(chosen.objects().isEmpty());
        addToJob.getItems().setAll(jobs(chosen));
        addToJob.setVisible(!addToJob.getItems().isEmpty());
        addToJob.setDisable(chosen.objects().isEmpty());
    }

    private List<MenuItem> jobs(Chosen chosen) {
        return viewModel.jobs().stream()
                .flatMap(jobs -> jobs.jobs().stream().map(job -> item(jobs, job, chosen)))
                .toList();
    }

    private static MenuItem item(JobActions jobs, JobActions.Job job, Chosen chosen) {
        MenuItem item = new MenuItem(job.name());
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> jobs.addToJob(job.id(), chosen.objects()));
        return item;
    }

    @FXML
    void newJob() {
        viewModel.jobs().ifPresent(jobs -> jobs.newJob(viewModel.selectedObjects()));
    }

    private void showBlank(InventoryViewModel.Blank blank) {
        noVCenter.setVisible(blank == InventoryViewModel.Blank.NO_VCENTER);
        notFound.setVisible(blank == InventoryViewModel.Blank.NOT_FOUND);
        reading.setVisible(blank == InventoryViewModel.Blank.READING);
        tree.setVisible(blank == InventoryViewModel.Blank.NOTHING);
    }

    private void showMode(TreeMode mode) {
        hosts.setSelected(mode == TreeMode.HOSTS_AND_CLUSTERS);
        vms.setSelected(mode == TreeMode.VMS_AND_TEMPLATES);
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
    void addToBackup() {
        viewModel.addToBackup();
    }

    @FXML
    void addVCenter() {
        viewModel.addVCenter();
    }

    @FXML
    void removeVCenter() {
        viewModel.removeVCenter();
    }

    @FXML
    void refresh() {
        viewModel.refresh();
    }

    @FXML
    void clearFilter() {
        viewModel.filter().clear();
        search.requestFocus();
    }

    @FXML
    void clearSearch() {
        search.clear();
        search.requestFocus();
    }

    /// Enter on a VM lists what is selected for a backup; on what holds some it opens and closes.
    private void onKey(KeyEvent event) {
        if (event.getCode() != KeyCode.ENTER) {
            return;
        }
        if (viewModel.hasSelectedVm()) {
            viewModel.addToBackup();
            event.consume();
            return;
        }
        TreeItem<InventoryNode> line = tree.getSelectionModel().getSelectedItem();
        if (line != null) {
            line.setExpanded(!line.isExpanded());
            event.consume();
        }
    }

    private void onClick(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY
                && event.getClickCount() == 2
                && viewModel.hasSelectedVm()) {
            viewModel.addToBackup();
        }
    }
}
