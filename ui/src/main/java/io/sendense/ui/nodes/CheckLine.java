package io.sendense.ui.nodes;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.ProblemView;
import java.util.Optional;

/// One step of a node's test. Immutable.
///
/// @param result [Badge#NONE] while it is not known
record CheckLine(String step, Badge result, Optional<ProblemView> problem) {}
