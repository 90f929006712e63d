package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellViewModelTest {
    private final ShellViewModel shell = new ShellViewModel();

    @Test
    void goesBackTheWayOneCame() {
        go(Place.DASHBOARD, Place.JOB_RUN, Place.RUN);
        assertThat(shell.back()).isTrue();
        assertThat(shell.placeProperty().get()).isEqualTo(Place.JOB_RUN);
        assertThat(shell.back()).isTrue();
        assertThat(shell.placeProperty().get()).isEqualTo(Place.DASHBOARD);
        assertThat(shell.back()).isFalse();
        assertThat(shell.placeProperty().get()).isEqualTo(Place.DASHBOARD);
    }

    @Test
    void doesNotGoInCircles() {
        go(Place.JOBS, Place.JOB_RUN, Place.RUN, Place.JOB_RUN);
        shell.back();
        assertThat(shell.placeProperty().get()).isEqualTo(Place.JOBS);
    }

    @Test
    void forgetsTheWayAtAPlaceWithAnEntryOfItsOwn() {
        go(Place.JOBS, Place.JOB_RUN, Place.RUNS, Place.RUN);
        shell.back();
        assertThat(shell.placeProperty().get()).isEqualTo(Place.RUNS);
    }

    private void go(Place... places) {
        for (Place place : places) {
            shell.placeProperty().set(place);
        }
    }
}
