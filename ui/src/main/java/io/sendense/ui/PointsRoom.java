package io.sendense.ui;

import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Page;
import io.sendense.ui.frame.Place;
import io.sendense.ui.frame.Views;
import io.sendense.ui.points.ExportController;
import io.sendense.ui.points.PlanController;
import io.sendense.ui.points.PointsController;
import io.sendense.ui.points.PointsViewModel;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the page of restore points and its dialogs together. FX thread only.
final class PointsRoom {
    private final EngineLink link;
    private final Texts texts;
    private final InstantSource clock;
    private final Views views;
    private final Dialogs dialogs;
    private final Navigator navigator;
    private Optional<String> wanted = Optional.empty();
    private @Nullable PointsViewModel viewModel;

    PointsRoom(
            EngineLink link,
            Texts texts,
            InstantSource clock,
            Views views,
            Dialogs dialogs,
            Navigator navigator) {
        this.link = link;
        this.texts = texts;
        this.clock = clock;
        this.views = views;
        this.dialogs = dialogs;
        this.navigator = navigator;
    }

    /// Shows the points of this VM, now or when the page is built.
    void choose(String vmUuid) {
        if (viewModel == null) {
            wanted = Optional.of(vmUuid);
        } else {
            viewModel.choose(vmUuid);
        }
    }

    Page.View page() {
        PointsViewModel made = new PointsViewModel(link, texts, dialogs, clock);
        viewModel = made;
        wanted.ifPresent(made::choose);
        PointsController.Actions actions =
                new PointsController.Actions(
                        () -> openExport(made),
                        plan -> dialogs.show(close -> new PlanController(plan, close)),
                        () -> navigator.open(Place.INVENTORY));
        return new Page.View(
                views.load(new PointsController(made, texts.messages(), texts.formats(), actions)),
                made::refresh);
    }

    private void openExport(PointsViewModel points) {
        if (points.canExport()) {
            dialogs.show(close -> new ExportController(points.export(clock, close)));
        }
    }
}
