/// The console: JavaFX views on the engine's interface.
///
/// Each view is FXML, a controller that only binds, and a view-model that holds state and commands
/// and knows no scene graph.
@org.jspecify.annotations.NullMarked
module io.sendense.ui {
    requires static org.jspecify;
    requires static com.google.errorprone.annotations;
    requires transitive io.sendense.engine;
    requires atlantafx.base;
    requires javafx.controls;
    requires javafx.fxml;
    requires org.kordamp.ikonli.core;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.materialdesign2;
    requires org.slf4j;

    exports io.sendense.ui;
    exports io.sendense.ui.desktop;

    opens io.sendense.ui.backup to
            javafx.fxml;
    opens io.sendense.ui.dashboard to
            javafx.fxml;
    opens io.sendense.ui.error to
            javafx.fxml;
    opens io.sendense.ui.frame to
            javafx.fxml;
    opens io.sendense.ui.frame.search to
            javafx.fxml;
    opens io.sendense.ui.history to
            javafx.fxml;
    opens io.sendense.ui.inventory to
            javafx.fxml;
    opens io.sendense.ui.jobs to
            javafx.fxml;
    opens io.sendense.ui.nodes to
            javafx.fxml;
    opens io.sendense.ui.points to
            javafx.fxml;
    opens io.sendense.ui.repositories to
            javafx.fxml;
    opens io.sendense.ui.run to
            javafx.fxml;
    opens io.sendense.ui.settings to
            javafx.fxml;
    opens io.sendense.ui.vcenter to
            javafx.fxml;
}
