package io.sendense.ui.settings;

import io.sendense.ui.shared.Columns;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Binds the dialog that lists what the program is made of.
public final class LicencesController {
    private final Runnable close;

    @FXML private TableView<Licence> parts;
    @FXML private TableColumn<Licence, String> part;
    @FXML private TableColumn<Licence, String> licence;

    public LicencesController(Runnable close) {
        this.close = close;
    }

    @FXML
    void initialize() {
        Columns.text(part, Licence::part);
        Columns.text(licence, Licence::licence);
        parts.getItems().setAll(Licences.all());
    }

    @FXML
    void close() {
        close.run();
    }
}
