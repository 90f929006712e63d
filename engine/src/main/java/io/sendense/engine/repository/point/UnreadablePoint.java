package io.sendense.engine.repository.point;

import io.sendense.engine.problem.Problem;
import java.nio.file.Path;

/// A folder that is named like a point, but whose manifest cannot be used. Immutable.
///
/// @param problem `POINT-DAMAGED`, or `REPOSITORY-FORMAT-UNSUPPORTED` for a newer program's
public record UnreadablePoint(PointId id, Path folder, Problem problem) {}
