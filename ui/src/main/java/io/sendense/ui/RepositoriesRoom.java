package io.sendense.ui;

import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.Page;
import io.sendense.ui.frame.Views;
import io.sendense.ui.repositories.AddRepositoryController;
import io.sendense.ui.repositories.AddRepositoryViewModel;
import io.sendense.ui.repositories.RepositoriesController;
import io.sendense.ui.repositories.RepositoriesViewModel;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;

/// Puts the page of repositories and its dialog together. FX thread only.
record RepositoriesRoom(
        EngineLink link, Texts texts, InstantSource clock, Views views, Dialogs dialogs) {

    Page.View page() {
        RepositoriesViewModel made =
                new RepositoriesViewModel(link, texts, dialogs, dialogs, clock);
        return new Page.View(
                views.load(
                        new RepositoriesController(
                                made,
                                texts.messages(),
                                texts.formats(),
                                () ->
                                        dialogs.show(close ->
                                                new AddRepositoryController(
                                                        new AddRepositoryViewModel(
                                                                link,
                                                                texts,
                                                                made::added,
                                                                close))))),
                made::refresh);
    }
}
