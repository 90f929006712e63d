package io.sendense.ui.run;

import io.sendense.ui.shared.Messages;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

/// A button that shows how fast a run may read, and its menus of speeds. FX thread only.
public final class SpeedMenu extends MenuButton {
    /// Shows a model from now on, and asks it for what is chosen.
    void show(SpeedViewModel viewModel, Messages messages) {
        textProperty().bind(viewModel.wordsProperty());
        Menu run = new Menu(messages.text("run.speed.this"));
        Menu all = new Menu(messages.text("run.speed.all"));
        run.setId("speedOfRun");
        all.setId("speedOfAll");
        keep(run, viewModel, viewModel.ofRunProperty(), viewModel::limitRun);
        keep(all, viewModel, viewModel.ofAllProperty(), viewModel::limitAll);
        getItems().setAll(run, all);
    }

    private static void keep(
            Menu menu, SpeedViewModel viewModel, ReadOnlyLongProperty now, LongConsumer choose) {
        now.subscribe(rate -> fill(menu, viewModel.choices(rate.longValue()), now.get(), choose));
    }

    private static void fill(Menu menu, List<Speed> choices, long now, LongConsumer choose) {
        ToggleGroup group = new ToggleGroup();
        menu.getItems().clear();
        for (Speed speed : choices) {
            RadioMenuItem item = new RadioMenuItem(speed.text());
            item.setToggleGroup(group);
            item.setSelected(speed.bytesPerSecond() == now);
            item.setOnAction(_ -> {
                // The mark moves when the engine says that it holds.
                fill(menu, choices, now, choose);
                choose.accept(speed.bytesPerSecond());
            });
            menu.getItems().add(item);
        }
    }
}
