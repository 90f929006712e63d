package io.sendense.engine.catalog;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;

/// A job as it is defined. Immutable.
///
/// @param enabled whether its schedule counts
public record JobRow(JobId id, JobDefinition definition, boolean enabled) {}
