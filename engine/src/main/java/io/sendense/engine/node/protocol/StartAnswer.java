package io.sendense.engine.node.protocol;

import java.time.Instant;

/// That a job was accepted, now or before: not that it has moved anything. Immutable.
public record StartAnswer(NodeJobId jobId, JobStatus status, Instant startedAt) {}
