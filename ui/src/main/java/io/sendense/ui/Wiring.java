package io.sendense.ui;

import io.sendense.engine.Engine;
import io.sendense.ui.backup.BackupController;
import io.sendense.ui.backup.BackupViewModel;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.JobFeed;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.bridge.VCenterFeed;
import io.sendense.ui.frame.ConsoleMemory;
import io.sendense.ui.frame.Layouts;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Overlay;
import io.sendense.ui.frame.Page;
import io.sendense.ui.frame.Place;
import io.sendense.ui.frame.ShellController;
import io.sendense.ui.frame.ShellViewModel;
import io.sendense.ui.frame.StatusBarViewModel;
import io.sendense.ui.frame.Toasts;
import io.sendense.ui.frame.Views;
import io.sendense.ui.frame.search.SearchController;
import io.sendense.ui.frame.search.SearchSource;
import io.sendense.ui.frame.search.SearchViewModel;
import io.sendense.ui.history.HistoryController;
import io.sendense.ui.history.HistoryViewModel;
import io.sendense.ui.inventory.FilterViewModel;
import io.sendense.ui.inventory.InventoryController;
import io.sendense.ui.inventory.InventoryViewModel;
import io.sendense.ui.inventory.RestorePoints;
import io.sendense.ui.inventory.VmDetailsController;
import io.sendense.ui.inventory.VmDetailsViewModel;
import io.sendense.ui.run.RunController;
import io.sendense.ui.run.RunViewModel;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.VmRef;
import io.sendense.ui.vcenter.AddVCenterController;
import io.sendense.ui.vcenter.AddVCenterViewModel;
import java.text.Collator;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.IntegerProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import org.jspecify.annotations.Nullable;

/// The console's composition root: makes every long-lived part of one window and connects the
/// features with each other. FX thread only.
final class Wiring implements Navigator {
    private final Surroundings surroundings;
    private final Views views;
    private final EngineLink link;
    private final Overlay overlay = new Overlay();
    private final Dialogs dialogs;
    private final StatusBarViewModel status;
    private final ShellViewModel shell;
    private final RunViewModel run;
    private final Toasts toasts;
    private final Presence presence;
    private @Nullable InventoryViewModel inventory;
    private @Nullable BackupViewModel backup;
    private @Nullable IntegerProperty asideShown;
    private final JobPages jobs;
    private final Set<Place> places = EnumSet.noneOf(Place.class);
    private final PointsRoom pointsRoom;

    /// What a window is made of besides its engine.
    record Surroundings(
            Tasks tasks,
            Texts texts,
            Views views,
            ConsoleMemory memory,
            InstantSource clock,
            ConsoleOptions options) {}

    Wiring(Engine engine, Surroundings surroundings) {
        this.surroundings = surroundings;
        Tasks tasks = surroundings.tasks();
        Texts texts = surroundings.texts();
        this.views = surroundings.views();
        this.dialogs = new Dialogs(overlay, views, texts, surroundings.clock(), this::program);
        this.link =
                new EngineLink(
                        engine,
                        tasks,
                        new RunFeed(tasks),
                        new VCenterFeed(engine, tasks, dialogs::present),
                        new JobFeed(engine, tasks, dialogs::present));
        link.vcenters().follow(link.runs());
        link.jobs().follow(link.runs());
        this.status =
                new StatusBarViewModel(
                        link, texts, surroundings.options().ownsEngine().getAsBoolean());
        this.shell = new ShellViewModel();
        this.toasts = new Toasts(tasks, texts.messages());
        this.presence = new Presence(link, surroundings, dialogs, toasts, this);
        this.run = new RunViewModel(link, texts, this, dialogs, surroundings.clock());
        this.jobs = new JobPages(link, surroundings, dialogs, this, this::openAddVCenter);
        this.pointsRoom = new PointsRoom(link, texts, surroundings.clock(), views, dialogs, this);
    }

    private String program() {
        return status.versionProperty().get();
    }

    /// Builds the window's content and begins to ask the engine.
    Parent build() {
        List<Page> pages = pages(surroundings.texts().messages());
        shell.placeProperty().set(pages.getFirst().place());
        pages.forEach(page -> places.add(page.place()));
        SearchViewModel search = new SearchViewModel(link.tasks(), searched(pages), dialogs);
        Runnable openSearch = () -> openSearch(search);
        Parent root =
                views.load(new ShellController(shell, status, pages, toasts, overlay, openSearch));
        link.runs().attach(link.engine(), dialogs::present);
        link.vcenters().refresh();
        link.jobs().refresh();
        return root;
    }

    /// In the navigation's order; the console opens on the first.
    private List<Page> pages(Messages messages) {
        return List.of(
                Page.listed(
                        Place.DASHBOARD,
                        messages.text("frame.dashboard"),
                        "mdi2v-view-dashboard-outline",
                        () -> jobs.dashboard(this::showUnprotected)),
                Page.listed(
                        Place.INVENTORY,
                        messages.text("frame.inventory"),
                        "mdi2s-sitemap",
                        this::inventoryPage),
                Page.listed(
                        Place.JOBS,
                        messages.text("frame.jobs"),
                        "mdi2c-calendar-clock",
                        jobs::jobs),
                Page.listed(
                        Place.RUNS,
                        messages.text("frame.runs"),
                        "mdi2h-history",
                        this::historyPage),
                Page.detail(Place.RUN, this::runPage),
                Page.detail(Place.JOB_RUN, jobs::jobRun),
                Page.listed(
                        Place.POINTS,
                        messages.text("frame.points"),
                        "mdi2b-backup-restore",
                        this::pointsPage),
                Page.listed(
                        Place.REPOSITORIES,
                        messages.text("frame.repositories"),
                        "mdi2d-database-outline",
                        this::repositoriesPage),
                Page.listed(
                        Place.NODES,
                        messages.text("frame.nodes"),
                        "mdi2s-server-network",
                        this::nodesPage),
                Page.listed(
                        Place.SETTINGS,
                        messages.text("frame.settings"),
                        "mdi2c-cog-outline",
                        this::settingsPage));
    }

    /// What the search over everything looks through; a further source is one line.
    private List<SearchSource> searched(List<Page> pages) {
        SearchSources sources = new SearchSources(link, surroundings.texts(), this);
        return List.of(
                sources.commands(pages, surroundings.memory(), this::openAddVCenter),
                sources.vms(this::openVm, vm -> backUp(List.of(vm))),
                jobs.searched(),
                sources.runs(),
                sources.points(pages));
    }

    private void openSearch(SearchViewModel search) {
        search.open();
        dialogs.show(close -> new SearchController(search, surroundings.texts().messages(), close));
    }

    private void openVm(VmRef vm) {
        open(Place.INVENTORY);
        Objects.requireNonNull(inventory).reveal(vm);
    }

    private void showUnprotected() {
        open(Place.INVENTORY);
        Objects.requireNonNull(inventory).showUnprotected();
    }

    private void backUp(List<VmRef> vms) {
        open(Place.INVENTORY);
        addToBackup(vms);
    }

    /// What is added is to be seen there.
    private void addToBackup(List<VmRef> vms) {
        Objects.requireNonNull(asideShown).set(0);
        Objects.requireNonNull(backup).add(vms);
    }

    private Page.View pointsPage() {
        return pointsRoom.page();
    }

    private Page.View repositoriesPage() {
        return new RepositoriesRoom(
                        link, surroundings.texts(), surroundings.clock(), views, dialogs)
                .page();
    }

    private Page.View nodesPage() {
        return new NodesRoom(link, surroundings.texts(), views, dialogs, this).page();
    }

    @Override
    public void openPoints(String vmUuid) {
        pointsRoom.choose(vmUuid);
        shell.placeProperty().set(Place.POINTS);
    }

    private Page.View historyPage() {
        Texts texts = surroundings.texts();
        HistoryViewModel history = new HistoryViewModel(link, texts, this, dialogs);
        return new Page.View(
                views.load(new HistoryController(history, texts.messages(), texts.formats())),
                history::refresh);
    }

    private Page.View runPage() {
        Texts texts = surroundings.texts();
        return Page.View.current(
                views.load(new RunController(run, texts.messages(), texts.formats())));
    }

    private Page.View settingsPage() {
        return SettingsPage.of(
                link, surroundings, dialogs, status.versionProperty(), this::openAddVCenter);
    }

    /// Tree and details, with the backup area beside them.
    private Page.View inventoryPage() {
        Texts texts = surroundings.texts();
        backup = new BackupViewModel(link, texts, this, dialogs);
        RestorePoints points = new RestorePoints(link, dialogs, surroundings.clock());
        inventory =
                new InventoryViewModel(
                        link,
                        texts.messages(),
                        Collator.getInstance(),
                        new FilterViewModel(link, points, Collator.getInstance()),
                        new InventoryViewModel.Actions(
                                this::addToBackup,
                                this::openAddVCenter,
                                dialogs,
                                dialogs,
                                Optional.of(jobs.actions())));
        VmDetailsViewModel details = new VmDetailsViewModel(link, texts, this, inventory, points);
        Node objects =
                views.load(
                        new InventoryController(
                                inventory,
                                new VmDetailsController(details, texts.messages(), texts.formats()),
                                texts.messages(),
                                views));
        JobPages.Aside aside =
                jobs.aside(views.load(new BackupController(backup, texts.messages())));
        Node area = aside.node();
        asideShown = aside.shown();
        SplitPane.setResizableWithParent(area, false);
        SplitPane page = new SplitPane(objects, area);
        page.setDividerPositions(0.76);
        new Layouts(surroundings.memory()).keep("Inventory.area", page);
        return new Page.View(
                page,
                () -> {
                    link.vcenters().refresh();
                    points.read();
                });
    }

    private void openAddVCenter() {
        dialogs.show(close -> {
            AddVCenterViewModel viewModel =
                    new AddVCenterViewModel(
                            link, surroundings.texts(), surroundings.clock(), close);
            surroundings.options().suggestion().ifPresent(viewModel::suggest);
            return new AddVCenterController(viewModel);
        });
    }

    @Override
    public void openRun(long number) {
        run.open(number);
        shell.placeProperty().set(Place.RUN);
    }

    @Override
    public void openJob(long job) {
        jobs.showJob(job);
        shell.placeProperty().set(Place.JOBS);
    }

    @Override
    public void openJobRun(long execution) {
        jobs.showJobRun(execution);
        shell.placeProperty().set(Place.JOB_RUN);
    }

    @Override
    public boolean has(Place place) {
        return places.contains(place);
    }

    @Override
    public void open(Place place) {
        shell.placeProperty().set(place);
    }

    /// What goes on of the console without its window.
    Presence presence() {
        return presence;
    }

    /// Ends the subscription to the engine.
    void detach() {
        presence.end();
        link.runs().detach();
    }

    /// Where problems of the console itself are shown.
    Dialogs dialogs() {
        return dialogs;
    }
}
