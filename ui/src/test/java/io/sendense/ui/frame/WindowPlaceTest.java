package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowPlaceTest {
    private static final Rectangle2D LEFT = new Rectangle2D(0, 24, 1280, 776);
    private static final Rectangle2D RIGHT = new Rectangle2D(1280, 0, 1920, 1080);

    @Test
    void staysWhereItWas() {
        WindowPlace place = new WindowPlace(1300, 10, 1600, 1000, true);
        assertThat(place.within(List.of(LEFT, RIGHT))).isEqualTo(place);
    }

    @Test
    void comesBackWhenItsScreenIsGone() {
        WindowPlace place = new WindowPlace(1300, 10, 1600, 1000, false);
        assertThat(place.within(List.of(LEFT))).isEqualTo(WindowPlace.anywhere(1280, 776, false));
    }

    @Test
    void comesBackWhenItCannotBeGotHoldOf() {
        for (WindowPlace lost :
                List.of(
                        new WindowPlace(0, -40, 1000, 700, false),
                        new WindowPlace(0, 790, 1000, 700, false),
                        new WindowPlace(-950, 100, 1000, 700, false))) {
            assertThat(lost.within(List.of(LEFT)).isPlaced()).as(lost.toString()).isFalse();
        }
        WindowPlace halfOut = new WindowPlace(-500, 100, 1000, 700, false);
        assertThat(halfOut.within(List.of(LEFT))).isEqualTo(halfOut);
    }

    @Test
    void isPutAnywhereWhereNothingIsKnown() {
        WindowPlace place = WindowPlace.anywhere(1280, 800, false);
        assertThat(place.within(List.of())).isEqualTo(place);
        assertThat(new WindowPlace(Double.POSITIVE_INFINITY, 0, 1000, 700, false).isPlaced())
                .isFalse();
    }
}
