package io.sendense.ui.run;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import java.util.Locale;
import javafx.scene.control.Label;

/// One step in the line of steps.
final class PhaseLabel extends Label {
    PhaseLabel(Phase phase, Messages messages) {
        super(phase.name(), icon(phase.progress()).node());
        getStyleClass().addAll("phase", phase.progress().name().toLowerCase(Locale.ROOT));
        setAccessibleText(
                switch (phase.progress()) {
                    case AHEAD -> messages.text("run.phase.ahead", phase.name());
                    case NOW -> messages.text("run.phase.now", phase.name());
                    case HELD -> messages.text("run.phase.held", phase.name());
                    case PAST -> messages.text("run.phase.past", phase.name());
                    case FAILED -> messages.text("run.phase.failed", phase.name());
                    case STOPPED -> messages.text("run.phase.stopped", phase.name());
                });
    }

    private static Icon icon(Phase.Progress progress) {
        return switch (progress) {
            case AHEAD -> Icon.STEP_AHEAD;
            case NOW -> Icon.STEP_NOW;
            case HELD -> Icon.STEP_HELD;
            case PAST -> Icon.STEP_PAST;
            case FAILED -> Icon.STEP_FAILED;
            case STOPPED -> Icon.STEP_STOPPED;
        };
    }
}
