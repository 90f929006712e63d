package io.sendense.ui.frame;

import io.sendense.ui.shared.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import javafx.fxml.FXMLLoader;
import javafx.scene.layout.Region;

/// Loads the FXML that lies beside a controller: `InventoryController` and `Inventory.fxml`. FX
/// thread only.
public final class Views {
    private final Messages messages;
    private final Layouts layouts;

    /// @param layouts keeps how tables and divided panes of the views were left
    public Views(Messages messages, Layouts layouts) {
        this.messages = messages;
        this.layouts = layouts;
    }

    /// A new view for this controller, with its texts and bindings in place.
    public Region load(Object controller) {
        String name = controller.getClass().getSimpleName().replace("Controller", ".fxml");
        URL fxml = controller.getClass().getResource(name);
        if (fxml == null) {
            throw new IllegalStateException("no " + name + " beside " + controller.getClass());
        }
        FXMLLoader loader = new FXMLLoader(fxml, messages.bundle());
        loader.setControllerFactory(_ -> controller);
        try {
            Region view = loader.load();
            layouts.keepAll(name.replace(".fxml", ""), loader.getNamespace());
            return view;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not load", e);
        }
    }
}
