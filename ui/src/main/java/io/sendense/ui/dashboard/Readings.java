package io.sendense.ui.dashboard;

import io.sendense.engine.PointView;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.run.RunView;
import java.util.List;

/// What the dashboard asks the engine for itself. Immutable.
///
/// @param runs newest first
record Readings(List<PointView> points, List<RunView> runs, List<RepositoryView> repositories) {
    static final Readings NONE = new Readings(List.of(), List.of(), List.of());
}
