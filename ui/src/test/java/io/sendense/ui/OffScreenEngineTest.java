package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class OffScreenEngineTest {
    @Start
    private void start(Stage unused) {
        // Only the toolkit is wanted.
    }

    @Test
    void catchesACallOnTheFxThread() throws Exception {
        OffScreenEngine guard = new OffScreenEngine(new FakeEngine());
        assertThat(guard.engine().vcenters()).isEmpty();
        assertThat(guard.violations()).isEmpty();
        WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () ->
                        assertThatThrownBy(() -> guard.engine().vcenters())
                                .hasMessageContaining("FX thread"));
        assertThat(guard.violations()).containsExactly("vcenters");
    }
}
