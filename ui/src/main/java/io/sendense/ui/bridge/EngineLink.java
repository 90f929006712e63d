package io.sendense.ui.bridge;

import io.sendense.engine.Engine;
import io.sendense.ui.shared.Tasks;

/// The engine as a view-model reaches it: calls through `tasks`, news through the feeds.
///
/// @param engine only ever called inside `tasks`
public record EngineLink(
        Engine engine, Tasks tasks, RunFeed runs, VCenterFeed vcenters, JobFeed jobs) {}
