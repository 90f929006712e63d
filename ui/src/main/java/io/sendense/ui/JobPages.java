package io.sendense.ui;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.dashboard.DashboardController;
import io.sendense.ui.dashboard.DashboardViewModel;
import io.sendense.ui.frame.AsideController;
import io.sendense.ui.frame.JobActions;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Page;
import io.sendense.ui.frame.Views;
import io.sendense.ui.frame.search.SearchItem;
import io.sendense.ui.frame.search.SearchKind;
import io.sendense.ui.frame.search.SearchSource;
import io.sendense.ui.inventory.InventoryViewModel;
import io.sendense.ui.inventory.PickTagsViewModel;
import io.sendense.ui.inventory.PickerController;
import io.sendense.ui.jobs.JobDraft;
import io.sendense.ui.jobs.JobEditorController;
import io.sendense.ui.jobs.JobEditorViewModel;
import io.sendense.ui.jobs.JobRunController;
import io.sendense.ui.jobs.JobRunViewModel;
import io.sendense.ui.jobs.JobsController;
import io.sendense.ui.jobs.JobsViewModel;
import io.sendense.ui.jobs.TargetsController;
import io.sendense.ui.jobs.TargetsViewModel;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.text.Collator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.scene.Node;

/// Makes all that the console shows of jobs: their page, editor, executions, the targets beside the
/// inventory, and the dashboard. FX thread only.
final class JobPages {
    private final EngineLink link;
    private final Wiring.Surroundings surroundings;
    private final Dialogs dialogs;
    private final Navigator navigator;
    private final Runnable addVCenter;
    private final Texts texts;
    private final Views views;
    private final JobRunViewModel jobRun;
    private final TargetsViewModel targets;
    private final JobsViewModel jobs;

    /// @param addVCenter opens the dialog
    JobPages(
            EngineLink link,
            Wiring.Surroundings surroundings,
            Dialogs dialogs,
            Navigator navigator,
            Runnable addVCenter) {
        this.link = link;
        this.surroundings = surroundings;
        this.dialogs = dialogs;
        this.navigator = navigator;
        this.addVCenter = addVCenter;
        this.texts = surroundings.texts();
        this.views = surroundings.views();
        this.jobRun = new JobRunViewModel(link, texts, navigator, dialogs);
        this.targets = new TargetsViewModel(link, texts, this::openEditor, dialogs);
        this.jobs =
                new JobsViewModel(
                        link,
                        texts,
                        surroundings.clock(),
                        new JobsViewModel.Actions(this::openEditor, navigator, dialogs, dialogs));
    }

    Page.View jobs() {
        return new Page.View(
                views.load(new JobsController(jobs, texts.messages())), link.jobs()::refresh);
    }

    Page.View jobRun() {
        return new Page.View(
                views.load(new JobRunController(jobRun, texts.messages(), texts.formats())),
                jobRun::refresh);
    }

    /// Turns the page of executions to one.
    void showJobRun(long execution) {
        jobRun.open(execution);
    }

    /// Selects a job in the page of jobs.
    void showJob(long job) {
        jobs.reveal(job);
    }

    /// @param unprotected shows the VMs that have no new restore point
    Page.View dashboard(Runnable unprotected) {
        DashboardViewModel dashboard =
                new DashboardViewModel(
                        link,
                        texts,
                        surroundings.clock(),
                        new DashboardViewModel.Actions(
                                navigator,
                                addVCenter,
                                () -> targets.newJob(List.of()),
                                unprotected,
                                dialogs::present));
        return new Page.View(
                views.load(new DashboardController(dashboard, texts.messages())),
                () -> {
                    link.vcenters().refresh();
                    link.jobs().refresh();
                    dashboard.refresh();
                });
    }

    /// What objects of an inventory and jobs can do with each other.
    JobActions actions() {
        return targets;
    }

    /// The area beside the inventory.
    ///
    /// @param shown number of the side that is shown: 0 the backup, 1 the jobs
    record Aside(Node node, IntegerProperty shown) {}

    /// What objects can be dropped on: a backup at once, or a job.
    Aside aside(Node backup) {
        Messages messages = texts.messages();
        AsideController aside =
                new AsideController(
                        List.of(
                                new AsideController.Side(
                                        "asideBackup", messages.text("aside.backup"), backup),
                                new AsideController.Side(
                                        "asideJobs",
                                        messages.text("aside.jobs"),
                                        views.load(new TargetsController(targets, messages)))));
        targets.messageProperty()
                .subscribe(said -> {
                    if (!said.isEmpty()) {
                        aside.shownProperty().set(1);
                    }
                });
        return new Aside(views.load(aside), aside.shownProperty());
    }

    /// The editor of a job, with an inventory of its own to choose from.
    private void openEditor(JobDraft draft) {
        dialogs.show(close -> {
            InventoryViewModel inventory =
                    new InventoryViewModel(
                            link,
                            texts.messages(),
                            Collator.getInstance(),
                            new InventoryViewModel.Actions(_ -> {}, addVCenter, dialogs, dialogs));
            PickTagsViewModel tags = new PickTagsViewModel(link);
            Runnable leave =
                    () -> {
                        inventory.leave();
                        tags.leave();
                        close.run();
                    };
            JobEditorViewModel editor =
                    new JobEditorViewModel(link, texts, surroundings.clock(), draft, leave);
            Node picker =
                    views.load(
                            new PickerController(
                                    inventory,
                                    tags,
                                    texts.messages(),
                                    editor::include,
                                    editor::exclude));
            return new JobEditorController(editor, texts.messages(), texts.formats(), picker);
        });
    }

    /// The jobs, for the search over everything.
    SearchSource searched() {
        String second = texts.messages().text("search.job.run");
        return () -> {
            List<JobView> known = List.copyOf(link.jobs().jobs());
            return () -> known.stream().map(job -> item(job, second)).toList();
        };
    }

    private SearchItem item(JobView job, String second) {
        JobId id = job.id();
        return new SearchItem(
                SearchKind.JOB,
                job.definition().name(),
                jobs.holds(job),
                "",
                () -> navigator.openJob(id.value()),
                Optional.of(new SearchItem.Second(second, () -> jobs.run(id))));
    }
}
