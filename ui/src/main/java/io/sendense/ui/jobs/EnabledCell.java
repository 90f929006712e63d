package io.sendense.ui.jobs;

import atlantafx.base.controls.ToggleSwitch;
import io.sendense.ui.shared.Messages;
import java.util.function.BiConsumer;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;

/// The switch that says whether a job runs by its schedule. It moves when the engine says so.
final class EnabledCell extends TableCell<JobRow, Boolean> {
    private final Messages messages;
    private final ToggleSwitch toggle = new ToggleSwitch();
    private boolean showing;

    EnabledCell(Messages messages, BiConsumer<JobRow, Boolean> enable) {
        this.messages = messages;
        toggle.setFocusTraversable(false);
        toggle.selectedProperty()
                .subscribe((_, now) -> {
                    if (!showing && getTableRow().getItem() != null) {
                        show(!now);
                        enable.accept(getTableRow().getItem(), now);
                    }
                });
    }

    private void show(boolean enabled) {
        showing = true;
        toggle.setSelected(enabled);
        showing = false;
    }

    @Override
    protected void updateItem(Boolean enabled, boolean empty) {
        super.updateItem(enabled, empty);
        if (empty || enabled == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        show(enabled);
        String words =
                enabled ? messages.text("jobs.enabled.yes") : messages.text("jobs.enabled.no");
        toggle.setAccessibleText(words);
        toggle.setTooltip(new Tooltip(words));
        setAccessibleText(words);
        setGraphic(toggle);
    }
}
