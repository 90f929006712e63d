package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ThemeTest {
    private final ObjectProperty<ThemeChoice> choice =
            new SimpleObjectProperty<>(ThemeChoice.SYSTEM);
    private final ObjectProperty<ColorScheme> system =
            new SimpleObjectProperty<>(ColorScheme.LIGHT);

    @Start
    private void start(Stage unused) {
        // The toolkit is all that is wanted here.
    }

    @Test
    void followsTheSystemWhileItIsToAndTheChoiceElse() {
        WaitForAsyncUtils.waitForAsyncFx(
                20_000,
                () -> {
                    String before = Application.getUserAgentStylesheet();
                    Theme theme = new Theme(choice, system);
                    assertThat(colours()).contains("light");
                    system.set(ColorScheme.DARK);
                    assertThat(colours()).contains("dark");
                    choice.set(ThemeChoice.LIGHT);
                    assertThat(colours()).contains("light");
                    system.set(ColorScheme.LIGHT);
                    choice.set(ThemeChoice.SYSTEM);
                    system.set(ColorScheme.DARK);
                    assertThat(colours()).as(theme + " follows again").contains("dark");
                    Application.setUserAgentStylesheet(before);
                });
    }

    private static String colours() {
        return Application.getUserAgentStylesheet();
    }
}
