package io.sendense.ui.shared;

import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows a problem where it happened; takes no place while there is none. FX thread only.
public final class ProblemPane extends HBox {
    private final Label what = line("problem-what");
    private final Label why = line("problem-why");
    private final Label remedy = line("problem-remedy");
    private final Label code = line("problem-code");

    public ProblemPane() {
        getStyleClass().add("problem");
        FontIcon icon = Icon.ALERT.node();
        icon.getStyleClass().add("problem-icon");
        VBox words = new VBox(what, why, remedy, code);
        words.getStyleClass().add("problem-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words);
        show(Optional.empty());
    }

    private static Label line(String style) {
        Label label = new Label();
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    /// Leaves the code out where a dialog beside it has it.
    public void setCodeShown(boolean shown) {
        code.setVisible(shown);
        code.setManaged(shown);
    }

    public boolean isCodeShown() {
        return code.isVisible();
    }

    public void show(Optional<ProblemView> problem) {
        setVisible(problem.isPresent());
        setManaged(problem.isPresent());
        what.setText(problem.map(ProblemView::what).orElse(""));
        why.setText(problem.map(ProblemView::why).orElse(""));
        remedy.setText(problem.map(ProblemView::remedy).orElse(""));
        code.setText(problem.map(ProblemView::code).orElse(""));
    }
}
