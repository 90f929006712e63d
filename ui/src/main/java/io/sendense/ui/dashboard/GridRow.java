package io.sendense.ui.dashboard;

import java.util.List;
import java.util.Optional;

/// The days of one job, oldest first. Immutable.
///
/// @param newest number of its newest execution
record GridRow(String job, Optional<Long> newest, List<GridCell> cells) {
    GridRow {
        cells = List.copyOf(cells);
    }
}
